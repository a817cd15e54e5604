using Collab.Bench.Reporting;
using Collab.Bench.Sidebars;
using Collab.Domain.Hidden;
using Collab.Domain.Messages;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Support.Streams;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Hidden;

/// <summary>Two people in the same channels, one of whom has deleted unread messages of some for herself: there the counts are read again, exactly.</summary>
internal static class SidebarPart
{
    private const int Channels = 500;
    private const int Touched = 20;
    private const int HiddenInEach = 10;

    public static async Task<(Figure[] Figures, Budget[] Budgets)> MeasureAsync(IServiceProvider services, BenchOptions options, CancellationToken ct)
    {
        var readers = await ReaderOfMany.BuildAsync(services, [Channels, Channels], ct);
        var (whole, hiding) = (readers[0].Reader, readers[1].Reader);
        var seats = services.GetRequiredService<ISeatStore>();
        foreach (var place in (await seats.ListPlacesAsync(hiding, ct)).Items.Take(Touched))
            await HideAsync(services, place, hiding, ct);
        await using var raw = await RawSidebar.OpenAsync(services, ct);
        var times = await Turns.MediansAsync(
            options.Quick ? 30 : 300,
            () => raw.ReadAsync(whole, Channels, ct),
            () => ListAsync(seats, whole, Channels + (Touched * HiddenInEach), ct),
            () => ListAsync(seats, hiding, Channels, ct));
        return (
            [
                new($"{Channels} channels: one raw query per shard", times[0], "ms"), new($"{Channels} channels: sidebar, nothing hidden", times[1], "ms"),
                new($"{Channels} channels: sidebar, {HiddenInEach} unread hidden in {Touched} of them", times[2], "ms"),
            ],
            [new Budget($"sidebar: {HiddenInEach} hidden in {Touched} channels / nothing hidden", times[2] / times[1], 1.5, AtLeast: false)]);
    }

    private static async Task HideAsync(IServiceProvider services, PlaceView place, UserId reader, CancellationToken ct)
    {
        var (ids, streams, messages) = (services.GetRequiredService<IIdSource>(), services.GetRequiredService<IStreamStore>(), services.GetRequiredService<IMessageStore>());
        var author = await streams.SeatAsync(place.Id, place.Head.CreatedBy, ct);
        var said = new List<long>();
        for (var i = 0; i < HiddenInEach; i++)
        {
            var id = ids.Next<MessageId>();
            said.Add((await messages.PostAsync(author, new NewMessage(id, ClientKey.Parse(id.ToString()).Value, "more", "<p>more</p>", [], Broadcast.None), ct)).Value.Seq);
        }

        _ = (await services.GetRequiredService<IHiddenMessages>().HideAsync(await streams.SeatAsync(place.Id, reader, ct), said, ct)).Value;
    }

    // What is fast and wrong is no figure.
    private static async Task ListAsync(ISeatStore seats, UserId reader, int unread, CancellationToken ct)
    {
        var places = (await seats.ListPlacesAsync(reader, ct)).Items;
        if (places.Count != Channels || places.Sum(p => p.Unread) != unread || places.Sum(p => p.Mentions) != Channels / 10)
            throw new InvalidOperationException($"{places.Count} places with {places.Sum(p => p.Unread)} unread and {places.Sum(p => p.Mentions)} mentions.");
    }
}
