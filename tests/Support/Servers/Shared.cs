namespace Collab.Support.Servers;

/// <summary>Something costly that is made when first asked for, once, and disposed if it was made.</summary>
public sealed class Shared<T>(Func<Task<T>> make) : IAsyncDisposable
    where T : IAsyncDisposable
{
    private readonly Lazy<Task<T>> value = new(make);

    public Task<T> GetAsync() => value.Value;

    public async ValueTask DisposeAsync()
    {
        if (value.IsValueCreated && !value.Value.IsFaulted)
        {
            await (await value.Value).DisposeAsync();
        }
    }
}
