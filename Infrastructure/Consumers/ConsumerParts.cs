using Collab.Infrastructure.Sharding;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Collab.Infrastructure.Consumers;

/// <summary>What all that work for consumers share.</summary>
internal sealed class ConsumerParts(ShardRouter router, BucketGate gate, IOptions<EventsOptions> options, TimeProvider time, ILogger<ConsumerWorker> log)
{
    public ShardRouter Router => router;

    public BucketGate Gate => gate;

    public EventsOptions Options => options.Value;

    public TimeProvider Time => time;

    public ILogger Log => log;
}
