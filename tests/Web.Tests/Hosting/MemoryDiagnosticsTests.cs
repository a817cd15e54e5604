using System.Net;
using System.Net.Http.Json;
using Collab.Web.Hosting.Diagnostics;
using Xunit;

namespace Collab.Web.Tests.Hosting;

public sealed class MemoryDiagnosticsTests
{
    private static readonly Uri Address = new(MemoryDiagnostics.Address, UriKind.Relative);

    [Fact]
    public async Task The_size_of_the_heap_is_told_only_where_it_was_asked_for()
    {
        await using var app = new CollabApp();
        using var http = app.Http();

        using var answer = await http.PostAsync(Address, null, TestContext.Current.CancellationToken);

        // Which refusal it is, the pages decide: they own every address that nobody else has.
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task It_is_told_to_the_machine_itself_and_to_nobody_behind_a_proxy()
    {
        await using var app = new Measured();
        using var http = app.Http();

        using var answer = await http.PostAsync(Address, null, TestContext.Current.CancellationToken);
        var reading = await answer.Content.ReadFromJsonAsync<MemoryReading>(TestContext.Current.CancellationToken);
        Assert.InRange(reading!.Live, 1024 * 1024, reading.WorkingSet);

        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.7");
        using var refused = await http.PostAsync(Address, null, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
    }

    private sealed class Measured : CollabApp
    {
        protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Diagnostics:Memory"] = "true" };
    }
}
