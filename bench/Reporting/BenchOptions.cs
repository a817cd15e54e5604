namespace Collab.Bench.Reporting;

/// <summary>How long a bench may take.</summary>
/// <param name="Quick">Under 50 seconds in all.</param>
internal sealed record BenchOptions(bool Quick);
