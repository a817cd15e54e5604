using Collab.Domain.Shared;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Organization;

/// <summary>One policy of the organization: it is read when the page opens, and is in force as soon as a choice is made.</summary>
public abstract class PolicySection : ComponentBase
{
    /// <summary>Why it could not be read or set; null when it could.</summary>
    public Error? Failure { get; private set; }

    /// <summary>What was said last: that it is in force.</summary>
    public string? Said { get; private set; }

    /// <summary>A choice is on its way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>The texts.</summary>
    [Inject]
    protected IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Ended => Link.Ended;

    [Inject]
    private Session Session { get; set; } = default!; // injected before use

    [Inject]
    private CircuitLink Link { get; set; } = default!; // injected before use

    /// <summary>Reads what is in force. A part that cannot be read says so with <see cref="Refuse"/>.</summary>
    protected abstract Task ReadAsync(Actor actor);

    /// <summary>Shows why something cannot be read.</summary>
    protected void Refuse(Error failure) => Failure = failure;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        if (await ActorAsync() is { } actor)
            await ReadAsync(actor);
    }

    /// <summary>Sets it, and says so.</summary>
    /// <param name="set">The act.</param>
    /// <param name="whenSet">Takes what was chosen; null reads again what is in force, whether it was set or refused.</param>
    protected async Task SetAsync(Func<Actor, Task<Result<Done>>> set, Action? whenSet = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        (IsBusy, Said) = (true, null);
        if (await ActorAsync() is { } actor)
        {
            var isSet = (await set(actor)).TryGet(out _, out var error);
            (Failure, Said) = (error, isSet ? L["PolicyInForce"].Value : null);
            if (whenSet is null)
                await ReadAsync(actor);
            else if (isSet)
                whenSet();
        }

        IsBusy = false;
    }

    private async Task<Actor?> ActorAsync()
    {
        var acts = (await Session.ActAsync(Ended)).TryGet(out var actor, out var error);
        Failure = error;
        return acts ? actor : null;
    }
}
