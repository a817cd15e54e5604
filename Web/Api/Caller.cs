using System.Reflection;
using Collab.Domain.Shared;

namespace Collab.Web.Api;

/// <summary>Who calls, as a parameter of a handler.</summary>
internal sealed record Caller(Actor Actor)
{
    /// <summary>Taken from what <see cref="ActorHandler"/> has found; the policy lets nobody in without.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context, ParameterInfo parameter) => ValueTask.FromResult(context.Features.Get<Caller>());
}
