using Collab.Domain.Shared;
using Collab.Support.Houses;
using Xunit;

namespace Collab.Domain.Tests;

/// <summary>Tests of use cases in a house of their own: real embedded stores, an owner, a workspace.</summary>
public abstract class HouseTests : IAsyncLifetime
{
    protected House House { get; private set; } = null!; // set before each test

    protected static CancellationToken Ct => TestContext.Current.CancellationToken;

    public virtual async ValueTask InitializeAsync() => House = await House.BuildAsync(Ct);

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await House.DisposeAsync();
    }

    protected T Use<T>()
        where T : notnull => House.Get<T>();

    protected static async Task<T> Ok<T>(Task<Result<T>> act)
    {
        var result = await act;
        Assert.True(result.IsOk, result.Error?.Message);
        return result.Value;
    }


    protected static async Task<TError> Error<T, TError>(Task<Result<T>> act)
        where TError : Error => Assert.IsType<TError>((await act).Error);
}
