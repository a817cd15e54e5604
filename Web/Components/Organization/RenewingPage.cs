using Collab.Web.Realtime;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Organization;

/// <summary>A page of the console that renews itself while it is open.</summary>
public abstract class RenewingPage : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private Task _renewal = Task.CompletedTask;

    /// <summary>How often.</summary>
    protected abstract TimeSpan Interval { get; }

    /// <summary>Cancelled when the page goes.</summary>
    protected CancellationToken Ended => _end.Token;

    /// <summary>Who looks.</summary>
    [Inject]
    protected Session Session { get; set; } = default!; // injected before use

    /// <summary>The texts.</summary>
    [Inject]
    protected IStringLocalizer<Texts> L { get; set; } = default!; // injected before use

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await _end.CancelAsync();
        Close();
        await _renewal;
        _end.Dispose();
    }

    /// <summary>The page goes: what it listens to, it lets go.</summary>
    protected virtual void Close()
    {
    }

    /// <summary>Reads what is shown, for the first time.</summary>
    protected abstract Task LoadAsync();

    /// <summary>Reads it again.</summary>
    protected virtual Task RenewAsync() => LoadAsync();

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        _renewal = KeepRenewingAsync();
    }

    private async Task KeepRenewingAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Interval, Session.Time, _end.Token);
                await InvokeAsync(async () =>
                {
                    await RenewAsync();
                    StateHasChanged();
                });
            }
        }
        catch (OperationCanceledException)
        {
            // The page has gone.
        }
#pragma warning disable CA1031 // Shown where faults of this panel are shown.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            await DispatchExceptionAsync(failed);
        }
    }
}
