using Collab.Domain.Organizations;
using Collab.Domain.Shared;
using Collab.Web.Components.Kit;
using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Organization;

/// <summary>A page of the console with a list and acts: it says why the last act failed, and renews its list.</summary>
public abstract class ActingPage : RenewingPage
{
    /// <summary>Rows of a list at a time.</summary>
    protected const int Portion = 50;

    /// <summary>How often it renews itself when nothing presses.</summary>
    protected static readonly TimeSpan Usually = TimeSpan.FromSeconds(10);

    /// <summary>Why the last act failed; null when it did not.</summary>
    protected Error? Failure { get; private set; }

    /// <summary>The role of whoever looks, as of her last act.</summary>
    protected OrganizationRole Role { get; private set; }

    /// <summary>An act is under way.</summary>
    protected bool IsBusy { get; private set; }

    /// <summary>How many rows of the list are to be there.</summary>
    protected int Wanted { get; private set; } = Portion;

    /// <summary>The texts of times.</summary>
    [Inject]
    protected Clock Clock { get; set; } = default!; // injected before use

    /// <inheritdoc />
    protected override TimeSpan Interval => Usually;

    /// <summary>An act was refused.</summary>
    protected virtual void Refuse(Error failure)
    {
    }

    /// <inheritdoc />
    protected override Task RenewAsync() => LoadAgainAsync();

    /// <summary>Reads the list again; what was said last stays until something else is done.</summary>
    protected async Task LoadAgainAsync()
    {
        var failure = Failure;
        await LoadAsync();
        Failure ??= failure;
    }

    /// <summary>More rows of the list.</summary>
    protected Task OlderAsync()
    {
        Wanted += Portion;
        return LoadAsync();
    }

    /// <summary>Acts, and says so while it takes.</summary>
    protected async Task<T?> BusyAsync<T>(Func<Actor, Task<Result<T>>> act)
        where T : class
    {
        IsBusy = true;
        var done = await ActAsync(act);
        IsBusy = false;
        if (Failure is { } failure)
            Refuse(failure);
        return done;
    }

    /// <summary>Acts as whoever looks; null, with the reason in <see cref="Failure"/>, when it failed.</summary>
    protected async Task<T?> ActAsync<T>(Func<Actor, Task<Result<T>>> act)
        where T : class
    {
        if (!(await Session.ActAsync(Ended)).TryGet(out var actor, out var error))
        {
            Failure = error;
            return null;
        }

        Role = actor.Role;
        var done = (await Outages.GuardAsync(() => act(actor))).TryGet(out var value, out error) ? value : null;
        Failure = error;
        return done;
    }
}
