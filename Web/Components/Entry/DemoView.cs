using Collab.Domain.Organizations;
using Collab.Web.Hosting.Demo;

namespace Collab.Web.Components.Entry;

/// <summary>How far the demo content is.</summary>
/// <param name="Progress">How far.</param>
/// <param name="Keys">Whom one can be, once it is done.</param>
/// <param name="Problem">Why it ended early.</param>
public sealed record DemoView(DemoProgress Progress, DemoKeys? Keys, string? Problem)
{
    /// <summary>It is still being made.</summary>
    public bool IsRunning => Keys is null && Problem is null;
}
