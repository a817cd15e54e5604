namespace Collab.Web.Components.Entry;

/// <summary>A step of the first-run wizard.</summary>
/// <param name="Step">1 code, 2 organization, 3 owner, 4 workspace.</param>
/// <param name="Draft">What was entered.</param>
/// <param name="Sealed">The same, encrypted.</param>
/// <param name="Address">Under which address people will find it.</param>
/// <param name="Problem">Why the step was not taken.</param>
public sealed record SetupView(int Step, SetupDraft Draft, string Sealed, string Address, FormProblem? Problem)
{
    /// <summary>The steps, as their texts are called.</summary>
    public static readonly IReadOnlyList<string> Steps = ["Code", "Organization", "Owner", "Workspace"];
}
