using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Sync;
using Collab.Infrastructure.Sharding;
using Collab.Infrastructure.Storage;
using Collab.Infrastructure.Storage.Rows;
using Microsoft.EntityFrameworkCore;

namespace Collab.Infrastructure.Sync;

internal sealed class DeviceStore(ShardRouter router, BucketGate gate, TimeProvider time) : IDeviceStore
{
    public Task<Result<Done>> AddAsync(UserId user, Device device, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                if (await Of(context, user).CountAsync(ct) >= Device.MaxPerPerson)
                    return new Error.Conflict("device.too_many", $"You have {Device.MaxPerPerson} devices already. Forget one first.");
                context.Devices.Add(new DeviceRow
                {
                    Bucket = user.Bucket,
                    UserId = user,
                    DeviceId = device.Id,
                    Name = device.Name,
                    MadeAt = device.MadeAt.Stored(),
                    SeenAt = device.SeenAt.Stored(),
                });
                return Done.Value;
            },
            ct);

    public Task<IReadOnlyList<Device>> ListAsync(UserId user, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<IReadOnlyList<Device>>(
            async context =>
            {
                var rows = await Of(context, user).OrderByDescending(d => d.SeenAt).ThenByDescending(d => d.DeviceId).Take(Device.MaxPerPerson).ToListAsync(ct);
                return [.. rows.Select(d => d.ToView())];
            },
            ct);

    public Task<Result<Done>> RemoveAsync(UserId user, DeviceId device, CancellationToken ct) =>
        gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                await StatesOf(context, user, device).ExecuteDeleteAsync(ct);
                return await Of(context, user).Where(d => d.DeviceId == device).ExecuteDeleteAsync(ct) > 0 ? Done.Value : new Error.NotFound();
            },
            ct);

    public Task<(Device Device, SyncState? State)?> FindAsync(UserId user, DeviceId device, long number, CancellationToken ct) =>
        router.For(user.Bucket).Database.ReadAsync<(Device, SyncState?)?>(
            async context =>
            {
                var found = await (
                    from row in Of(context, user)
                    where row.DeviceId == device
                    select new { Device = row, State = StatesOf(context, user, device).Where(s => s.Number == number).Select(s => s.State).FirstOrDefault() }).SingleOrDefaultAsync(ct);
                return found is null ? null : (found.Device.ToView(), found.State is null ? null : SyncStateText.Read(found.State));
            },
            ct);

    public Task<Result<Done>> AdvanceAsync(UserId user, DeviceId device, long taken, long number, SyncState state, CancellationToken ct)
    {
        var text = SyncStateText.Write(state);
        return gate.WriteAsync<Done>(
            user.Bucket,
            async context =>
            {
                if (await Of(context, user).AsTracking().SingleOrDefaultAsync(d => d.DeviceId == device, ct) is not { } row)
                    return new Error.NotFound();
                var now = time.GetUtcNow().Stored();
                if (now - row.SeenAt >= Device.SeenWithin)
                    row.SeenAt = now;
                var given = await StatesOf(context, user, device).Select(s => s.Number).ToListAsync(ct);
                long[] over = [.. given.Where(n => n < taken), .. given.Where(n => n > taken).OrderDescending().Skip(IDeviceStore.StatesKept - 1)];
                if (over.Length > 0)
                    await StatesOf(context, user, device).Where(s => over.Contains(s.Number)).ExecuteDeleteAsync(ct);
                context.DeviceStates.Add(new DeviceStateRow { Bucket = user.Bucket, UserId = user, DeviceId = device, Number = number, State = text });
                return Done.Value;
            },
            ct);
    }

    private static IQueryable<DeviceRow> Of(ShardContext context, UserId user) => context.Devices.Where(d => d.Bucket == user.Bucket && d.UserId == user);

    private static IQueryable<DeviceStateRow> StatesOf(ShardContext context, UserId user, DeviceId device) =>
        context.DeviceStates.Where(s => s.Bucket == user.Bucket && s.UserId == user && s.DeviceId == device);
}
