using System.Globalization;
using Collab.Domain.Channels;
using Collab.Domain.Messages;
using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Reactions;
using Collab.Domain.Shared;
using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Domain.Workspaces;
using Collab.Identity.Tokens;
using Collab.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Bench.Circuits;

/// <summary>An organization whose people see 20 places in their sidebars, one of them full, one empty.</summary>
internal sealed record CircuitHouse(string Workspace, StreamId Full, StreamId Empty, IReadOnlyList<HousePerson> People)
{
    public const int Messages = 400;
    public const int Places = 20;
    private const int Arriving = 8;

    public string FullPath => $"/w/{Workspace}/c/{Full}";

    public string EmptyPath => $"/w/{Workspace}/c/{Empty}";

    /// <summary>Builds it in a data folder, through the use cases of the program itself.</summary>
    public static async Task<CircuitHouse> BuildAsync(string data, CancellationToken ct)
    {
        await using var app = CollabHost.Build([
            "--applicationName=Collab.Web", "--Collab:Port=0", "--Collab:Host=127.0.0.1", $"--Collab:Data={data}", "--Collab:DrainSeconds=0",
            .. WebServer.NoLimits.Select(limit => $"--{limit.Key}={limit.Value}")]);
        var output = Console.Out;
        // The program greets on the console, which here belongs to the figures.
        Console.SetOut(TextWriter.Null);
        try
        {
            await app.StartAsync(ct);
            var house = await new Builder(app.Services, ct).BuildAsync();
            await app.StopAsync(ct);
            return house;
        }
        finally
        {
            Console.SetOut(output);
        }
    }

    private sealed class Builder(IServiceProvider services, CancellationToken ct)
    {
        public async Task<CircuitHouse> BuildAsync()
        {
            const string password = "correct horse of the bench";
            var made = Ok(await Get<SetUpOrganization>().ExecuteAsync(
                new SetUpOrganizationRequest("Bench", "Europe/Berlin", "en", "Olga Owner", "olga@bench.example", password, "Bench"), ct));
            var people = new List<HousePerson> { await WithTokenAsync(made.Owner, "olga@bench.example", password) };
            for (var i = 0; i < Arriving; i++)
            {
                var email = string.Create(CultureInfo.InvariantCulture, $"person{i}@bench.example");
                var invited = Ok(await Get<InvitePeople>().ExecuteAsync(new InvitePeopleRequest(made.Owner, made.Workspace.Id, [email], WorkspaceRole.Member, []), ct));
                var person = Ok(await Get<AcceptInvitation>().ExecuteAsync(new AcceptInvitationRequest(invited[0].Token, $"Person Number {i}", password), ct));
                people.Add(await WithTokenAsync(new Actor(person.Id, made.Owner.Organization, person.Role), email, password));
            }

            var channels = new List<StreamId>();
            // Two are there from the set-up.
            for (var i = 0; i < Places - 2; i++)
                channels.Add(await ChannelAsync(made, people, string.Create(CultureInfo.InvariantCulture, $"place-{i}"), i == 1 ? PageTexts.EmptyPurpose : "What this place is for."));
            await FillAsync(people, channels[0]);
            return new CircuitHouse(made.Workspace.Slug, channels[0], channels[1], people);
        }

        private async Task<StreamId> ChannelAsync(SetUpResult made, List<HousePerson> people, string name, string purpose)
        {
            var channel = Ok(await Get<CreateChannel>().ExecuteAsync(new CreateChannelRequest(made.Owner, made.Workspace.Id, name, Purpose: purpose), ct));
            foreach (var person in people.Skip(1))
                Ok(await Get<JoinChannel>().ExecuteAsync(person.Actor, channel.Id, ct));
            return channel.Id;
        }

        // Authors take turns after one to three messages; some get reactions. All have read everything.
        private async Task FillAsync(List<HousePerson> people, StreamId channel)
        {
            for (var i = 1; i <= Messages; i++)
            {
                var author = people[i * 2 / 5 % people.Count];
                var message = Ok(await Get<PostMessage>().ExecuteAsync(new PostMessageRequest(author.Actor, channel, PageTexts.Of(i), $"key-{i}"), ct));
                foreach (var fan in people.Take(i % 10 == 0 ? 3 : 0))
                    Ok(await Get<SetReaction>().ExecuteAsync(new SetReactionRequest(fan.Actor, channel, message.Seq, "👍", true), ct));
            }

            foreach (var person in people)
                Ok(await Get<Domain.Receipts.MarkRead>().ExecuteAsync(new Domain.Receipts.MarkReadRequest(person.Actor, channel, long.MaxValue), ct));
        }

        private async Task<HousePerson> WithTokenAsync(Actor actor, string email, string password)
        {
            await using var scope = services.CreateAsyncScope();
            var token = Ok(await scope.ServiceProvider.GetRequiredService<CreateAccessToken>().ExecuteAsync(actor, "bench", null, ct));
            return new HousePerson(actor, email, password, token.Secret);
        }

        private T Get<T>()
            where T : notnull => services.GetRequiredService<T>();

        private static T Ok<T>(Result<T> result) =>
            result.TryGet(out var value, out var error) ? value : throw new InvalidOperationException($"{error.Code}: {error.Message}");
    }
}

/// <summary>Somebody who can sign in.</summary>
internal sealed record HousePerson(Actor Actor, string Email, string Password, string Token);
