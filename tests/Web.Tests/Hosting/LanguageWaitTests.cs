using System.Net;
using Collab.Domain.Audit;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Domain.Workspaces;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Collab.Web.Tests.Hosting;

/// <summary>A directory that does not answer holds up whoever reads a page, and nobody else.</summary>
public sealed class LanguageWaitTests(LanguageWaitTests.App app) : IClassFixture<LanguageWaitTests.App>
{
    [Theory]
    [InlineData("/health/live")]
    [InlineData("/metrics")]
    [InlineData("/openapi/v1.json")]
    public async Task Probes_and_programs_do_not_wait_for_the_organizations_language(string address)
    {
        using var client = app.Http();
        var before = app.Organizations.Asked;
        app.Organizations.Hold();
        try
        {
            using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal(before, app.Organizations.Asked);
        }
        finally
        {
            app.Organizations.LetGo();
        }
    }

    [Fact]
    public async Task A_page_asks_for_it()
    {
        using var client = app.Http();
        var before = app.Organizations.Asked;
        using var page = await client.GetAsync(new Uri("/health-is-not-here", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.True(app.Organizations.Asked > before);
    }

    public sealed class App : CollabApp
    {
        public HeldOrganizations Organizations { get; private set; } = null!; // set when the program is built

        protected override void Register(IServiceCollection services) =>
            services.Decorate<IOrganizationStore>((inner, _) => Organizations = new HeldOrganizations(inner));
    }

    public sealed class HeldOrganizations(IOrganizationStore inner) : IOrganizationStore
    {
        private volatile TaskCompletionSource? _held;
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public void Hold() => _held = new TaskCompletionSource();

        public void LetGo()
        {
            _held?.SetResult();
            _held = null;
        }

        public async Task<Organization?> FindAsync(CancellationToken ct)
        {
            Interlocked.Increment(ref _asked);
            if (_held is { } held)
                await held.Task.WaitAsync(ct);
            return await inner.FindAsync(ct);
        }

        public Task<Result<Done>> SetUpAsync(Organization organization, NewPerson owner, Workspace workspace, AuditEntry audit, CancellationToken ct) =>
            inner.SetUpAsync(organization, owner, workspace, audit, ct);
    }
}
