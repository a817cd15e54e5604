using System.Diagnostics.Metrics;

namespace Collab.Web.Hosting.Telemetry;

/// <summary>The program's own figures, meter <c>Collab</c>.</summary>
public sealed class CollabMetrics
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Collab";

    private readonly Counter<long> _posted;
    private readonly Counter<long> _apiErrors;
    private readonly Counter<long> _resyncs;
    private readonly Counter<long> _waits;
    private readonly UpDownCounter<long> _circuits;
    private readonly UpDownCounter<long> _hubClients;

    /// <summary>Makes the instruments.</summary>
    public CollabMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _posted = meter.CreateCounter<long>("collab.messages.posted", "{message}", "Messages that this node has stored.");
        _apiErrors = meter.CreateCounter<long>("collab.api.errors", "{answer}", "Answers of the API that were errors, by code.");
        _resyncs = meter.CreateCounter<long>("collab.hub.resyncs", "{client}", "Programs that read too slowly and were told to read afresh.");
        _waits = meter.CreateCounter<long>("collab.posts.waits", "{group}", "Groups of posts that waited because many programs of this node were behind.");
        _circuits = meter.CreateUpDownCounter<long>("collab.circuits.open", "{circuit}", "Pages that are connected to this node.");
        _hubClients = meter.CreateUpDownCounter<long>("collab.hub.clients", "{client}", "Programs that are connected to this node.");
    }

    /// <summary>A message was stored.</summary>
    public void MessagePosted() => _posted.Add(1);

    /// <summary>The API answered with an error.</summary>
    public void ApiFailed(string code) => _apiErrors.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>A program was told to read afresh.</summary>
    public void HubResync() => _resyncs.Add(1);

    /// <summary>Posts waited for those who follow.</summary>
    public void PostsWaited() => _waits.Add(1);

    /// <summary>A page connected (1) or went (-1).</summary>
    public void Circuits(int change) => _circuits.Add(change);

    /// <summary>A program connected (1) or went (-1).</summary>
    public void HubClients(int change) => _hubClients.Add(change);
}
