namespace Collab.Domain.Organizations;

/// <summary>How far the demo content is.</summary>
/// <param name="Step">What is being made, for people.</param>
/// <param name="Done">How much of everything is made, 0 to 1.</param>
public sealed record DemoProgress(string Step, double Done);
