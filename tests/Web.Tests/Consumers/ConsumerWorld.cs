using System.Net;
using System.Text.Json.Nodes;
using Collab.Domain.Messages;
using Collab.Domain.Shared.Events;
using Collab.Support;
using Collab.Web.Tests.Api;
using Collab.Web.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Web.Tests.Consumers;

/// <summary>A running program with a consumer that takes no message that begins with "poison", until it is mended.</summary>
public sealed class ConsumerWorld : TestWorld
{
    public Squeamish Consumer { get; } = new();

    /// <summary>Where a command finds the stores.</summary>
    public string Folder => Data;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string> { ["Events:Attempts"] = "2", ["Events:PauseSeconds"] = "0" };

    /// <summary>Posts what the consumer cannot take, and waits until it is parked.</summary>
    public async Task<JsonObject> PoisonAsync(string text)
    {
        var posted = await PostAsync(Ada, Secret, text);
        JsonObject? parked = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var page = await this.GetAsync(Ada, $"/admin/consumers/parked?consumer={Squeamish.ConsumerName}&limit=200");
                parked = page["items"]!.AsArray().Select(p => p!.AsObject()).SingleOrDefault(p => (long?)p["version"] == posted.Revision);
                return parked is not null;
            },
            "it is parked",
            TimeSpan.FromSeconds(60));
        return parked!; // found
    }

    /// <summary>True while it is parked.</summary>
    public async Task<bool> IsParkedAsync(string id) =>
        (await this.GetAsync(Ada, "/admin/consumers/parked?limit=200"))["items"]!.AsArray().Any(p => (string?)p!["id"] == id);

    protected override void Register(IServiceCollection services) => services.AddSingleton<IEventConsumer>(Consumer);

    /// <summary>The consumer.</summary>
    public sealed class Squeamish : IEventConsumer
    {
        public const string ConsumerName = "squeamish";

        private volatile bool _isMended;

        public string Name => ConsumerName;

        public IReadOnlyCollection<Type> Wants { get; } = [typeof(MessagePosted)];

        /// <summary>It takes everything from now on, or not.</summary>
        public bool IsMended
        {
            get => _isMended;
            set => _isMended = value;
        }

        public Task HandleAsync(StreamEvents happened, CancellationToken ct)
        {
            ArgumentNullException.ThrowIfNull(happened);
            return !IsMended && happened.Events.OfType<MessagePosted>().Any(e => e.Message.Text.StartsWith("poison", StringComparison.Ordinal))
                ? throw new InvalidOperationException($"Cannot stand {happened.Events.OfType<MessagePosted>().Last().Message.Text}.")
                : Task.CompletedTask;
        }
    }
}
