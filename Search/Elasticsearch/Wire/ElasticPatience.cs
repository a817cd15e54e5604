using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace Collab.Search.Elasticsearch.Wire;

/// <summary>How often and how long requests are tried, by their manner. One circuit breaker is common to all.</summary>
internal sealed class ElasticPatience
{
    private readonly ElasticsearchOptions _options;
    private readonly int _nodes;
    private readonly TimeProvider _time;
    private readonly Dictionary<ElasticManner, ResiliencePipeline<ElasticAnswer>> _pipelines;

    public ElasticPatience(ElasticsearchOptions options, int nodes, TimeProvider time)
    {
        (_options, _nodes, _time) = (options, nodes, time);
        var breaker = Breaker();
        _pipelines = new()
        {
            [ElasticManner.Read] = Pipeline(breaker, options.Timeout, triesAll: true),
            [ElasticManner.Admin] = Pipeline(breaker, options.WriteTimeout, triesAll: true),
            [ElasticManner.Bulk] = Pipeline(breaker, options.WriteTimeout, triesAll: false),
        };
    }

    public ResiliencePipeline<ElasticAnswer> For(ElasticManner manner) => _pipelines[manner];

    private ResiliencePipeline<ElasticAnswer> Pipeline(ResiliencePipeline<ElasticAnswer> breaker, TimeSpan timeout, bool triesAll) =>
        new ResiliencePipelineBuilder<ElasticAnswer> { TimeProvider = _time }
            .AddTimeout(timeout * 2)
            .AddRetry(Retry(triesAll))
            .AddPipeline(breaker)
            .AddTimeout(timeout)
            .Build();

    private RetryStrategyOptions<ElasticAnswer> Retry(bool triesAll) => new()
    {
        ShouldHandle = args => ValueTask.FromResult(triesAll
            ? IsLost(args.Outcome.Exception) || args.Outcome.Result is { IsBusy: true, ErrorType: not "cluster_block_exception" }
            : args.Outcome.Exception is HttpRequestException or IOException),
        MaxRetryAttempts = Math.Max(2, _nodes),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = _options.RetryPause,
        MaxDelay = TimeSpan.FromSeconds(2),
    };

    // Overload is no reason to stop asking: whoever answers 429 is there, and says so quickly.
    private ResiliencePipeline<ElasticAnswer> Breaker() =>
        new ResiliencePipelineBuilder<ElasticAnswer> { TimeProvider = _time }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ElasticAnswer>
            {
                ShouldHandle = args => ValueTask.FromResult(
                    IsLost(args.Outcome.Exception) || args.Outcome.Result is { Status: 502 or 503 or 504, ErrorType: not "cluster_block_exception" }),
                FailureRatio = 0.8,
                MinimumThroughput = 20,
                SamplingDuration = TimeSpan.FromSeconds(10),
                BreakDuration = _options.BreakPause,
            })
            .Build();

    private static bool IsLost(Exception? exception) => exception is HttpRequestException or IOException or TimeoutRejectedException;
}
