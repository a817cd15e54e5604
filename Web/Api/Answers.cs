using Collab.Domain.Shared;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api;

/// <summary>Turns what a use case returns into an answer.</summary>
internal static class Answers
{
    /// <summary>200 with the value, or the problem.</summary>
    public static Results<Ok<T>, ApiProblem> Ok<T>(this Result<T> result) =>
        result.TryGet(out var value, out var error) ? TypedResults.Ok(value) : Problems.From(error);

    /// <summary>200 with what is made of the value, or the problem.</summary>
    public static Results<Ok<TView>, ApiProblem> Ok<T, TView>(this Result<T> result, Func<T, TView> view) =>
        result.TryGet(out var value, out var error) ? TypedResults.Ok(view(value)) : Problems.From(error);

    /// <summary>201 with the value and its address, or the problem.</summary>
    public static Results<Created<T>, ApiProblem> Created<T>(this Result<T> result, Func<T, string> address) =>
        result.TryGet(out var value, out var error) ? TypedResults.Created($"{ApiSetup.Root}{address(value)}", value) : Problems.From(error);

    /// <summary>204, or the problem.</summary>
    public static Results<NoContent, ApiProblem> NoContent<T>(this Result<T> result) =>
        result.TryGet(out _, out var error) ? TypedResults.NoContent() : Problems.From(error);
}
