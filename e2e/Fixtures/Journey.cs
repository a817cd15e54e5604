using Collab.e2e.Towns;
using Collab.Support;
using Collab.Support.Servers;
using Xunit;

namespace Collab.e2e.Fixtures;

/// <summary>
/// A test that sends people to a site. When it fails, each one's trace, last page with its picture and console, and the end of the
/// servers' logs, are in <c>artifacts/e2e/{test}</c>; when it passes, no page may have complained. With <c>COLLAB_E2E_SNAPSHOTS=1</c>
/// the trace has the page at each step.
/// </summary>
public abstract class Journey(BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<Visitor> visitors = [];
    private readonly List<Site> sites = [];
    private readonly List<IAsyncDisposable> own = [];

    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        try
        {
            if (failed)
            {
                await SaveEvidenceAsync();
            }
        }
        finally
        {
            foreach (var visitor in visitors)
            {
                await visitor.DisposeAsync();
            }

            foreach (var thing in own)
            {
                await thing.DisposeAsync();
            }
        }

        if (!failed)
        {
            var complaints = string.Join('\n', visitors.SelectMany(visitor => visitor.Complaints.Select(text => $"{visitor.Name}: {text}")));
            Assert.True(complaints.Length == 0, complaints);
        }
    }

    /// <summary>A person comes to the site, to its first node unless told otherwise.</summary>
    protected async Task<Visitor> VisitAsync(Site site, string name, View? view = null, int node = 0)
    {
        ArgumentNullException.ThrowIfNull(site);
        Remember(site);
        return await OpenAsync(name, site.Nodes[node].Address, view);
    }

    /// <summary>A person comes to the site over a wire that can be cut.</summary>
    protected async Task<Visitor> VisitAsync(Site site, string name, Wire wire, View? view = null)
    {
        ArgumentNullException.ThrowIfNull(wire);
        Remember(site);
        return await OpenAsync(name, wire.Address, view);
    }

    /// <summary>Somebody of a town comes signed in.</summary>
    protected async Task<Visitor> VisitAsync(Town town, Resident who, View? view = null, Wire? wire = null)
    {
        ArgumentNullException.ThrowIfNull(town);
        ArgumentNullException.ThrowIfNull(who);
        var visitor = wire is null ? await VisitAsync(town.Site, who.Name, view) : await VisitAsync(town.Site, who.Name, wire, view);
        await visitor.Page.Context.AddCookiesAsync(who.Cookies);
        return visitor;
    }

    /// <summary>What this journey alone uses, for example a site that it stops; it goes last, when its logs have been read.</summary>
    protected T Own<T>(T thing)
        where T : IAsyncDisposable
    {
        own.Add(thing);
        return thing;
    }

    /// <summary>A browser without a site, for pages that need no server.</summary>
    protected Task<Visitor> OpenAsync(string name, View? view = null) => OpenAsync(name, null, view);

    private void Remember(Site site)
    {
        if (!sites.Contains(site))
        {
            sites.Add(site);
        }
    }

    private async Task<Visitor> OpenAsync(string name, Uri? address, View? view)
    {
        var visitor = await Visitor.ComeAsync(await browser.BrowserAsync(), name, address, view ?? View.Desktop);
        visitors.Add(visitor);
        return visitor;
    }

    private async Task SaveEvidenceAsync()
    {
        var test = TestContext.Current.Test?.TestDisplayName ?? "test";
        var folder = Directory.CreateDirectory(Path.Combine(House.Artifacts, FileName(test))).FullName;
        foreach (var visitor in visitors)
        {
            await visitor.SaveEvidenceAsync(folder);
        }

        foreach (var node in sites.SelectMany(site => site.Nodes))
        {
            await File.WriteAllTextAsync(Path.Combine(folder, $"{node.Name}.log"), node.LogTail);
            TestContext.Current.TestOutputHelper?.WriteLine($"--- end of the log of {node.Name}\n{node.LogTail}");
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"evidence: {Path.GetRelativePath(SourceTree.Root, folder)}");
    }

    private static string FileName(string test)
    {
        var name = string.Concat(test.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' ? c : '_'));
        return name.Length <= 150 ? name : name[..150];
    }
}
