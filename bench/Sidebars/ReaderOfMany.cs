using Collab.Bench.Receipts;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Sidebars;

/// <summary>People in many channels, all of them with something new.</summary>
internal static class ReaderOfMany
{
    /// <summary>Makes as many channels as the largest size; the reader of a size is in the first so many of them.</summary>
    public static async Task<IReadOnlyList<(int Size, UserId Reader)>> BuildAsync(IServiceProvider services, int[] sizes, CancellationToken ct)
    {
        var (ids, streams) = (services.GetRequiredService<IIdSource>(), services.GetRequiredService<IStreamStore>());
        var readers = sizes.Select(size => (Size: size, Reader: ids.NextInAnyBucket<UserId>())).ToArray();
        await Parallel.ForAsync(0, sizes.Max(), new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = ct }, async (i, stop) =>
        {
            var head = ReaderCrowd.NewChannel(ids);
            var here = readers.Where(r => i < r.Size).Select(r => r.Reader).ToArray();
            await streams.CreateAsync(new NewStream(head, [new NewSeat(head.CreatedBy, SeatRole.Manager), .. here.Select(r => new NewSeat(r, SeatRole.Member))]), stop);
            var author = await streams.SeatAsync(head.Id, head.CreatedBy, stop);
            var id = ids.Next<MessageId>();
            var message = new NewMessage(id, ClientKey.Parse(id.ToString()).Value, "news", "<p>news</p>", i % 10 == 0 ? here : [], Broadcast.None);
            _ = (await services.GetRequiredService<IMessageStore>().PostAsync(author, message, stop)).Value;
        });
        return readers;
    }
}
