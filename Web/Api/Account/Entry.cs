using Collab.Domain.Organizations;
using Collab.Domain.People;
using Collab.Domain.Shared;
using Collab.Identity.Sessions;
using Collab.Web.Components;
using Collab.Web.Components.Entry;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Collab.Web.Api.Account;

/// <summary>What the endpoints of entry share.</summary>
internal static class Entry
{
    /// <summary>A page of entry.</summary>
    public static RazorComponentResult Page<TPage>(object view, int status = StatusCodes.Status200OK)
        where TPage : Microsoft.AspNetCore.Components.IComponent =>
        new RazorComponentResult<TPage>(new Dictionary<string, object?> { ["View"] = view }) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>The page of whatever is not there or not for one's eyes: always the same.</summary>
    public static RazorComponentResult NotFound() => Message("NotHereTitle", new Error.NotFound().Say(), StatusCodes.Status404NotFound);

    /// <summary>A page that passes on what a use case said; the title and the link's text are keys.</summary>
    public static RazorComponentResult Message(string title, string text, int status, string link = "/", string linkText = "GoToCollab") =>
        Message(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.Text)] = text }, status, link, linkText);

    /// <summary>A page that only says something; all texts are keys.</summary>
    public static RazorComponentResult Say(string title, string text, string? more, int status, string link, string linkText) =>
        Message(new() { [nameof(MessagePage.Title)] = title, [nameof(MessagePage.TextKey)] = text, [nameof(MessagePage.MoreKey)] = more }, status, link, linkText);

    /// <summary>Where the request came from.</summary>
    public static Origin Origin(this HttpContext context) =>
        new(context.Connection.RemoteIpAddress?.ToString(), context.Request.Headers.UserAgent.ToString());

    /// <summary>Who acts; null when nobody is signed in any more.</summary>
    public static Task<Actor?> ActorAsync(this HttpContext context) =>
        context.RequestServices.GetRequiredService<IActorSource>().FindAsync(context.User, context.RequestAborted);

    /// <summary>The organization's name, for the head of a page.</summary>
    public static async Task<string?> OrganizationAsync(this HttpContext context) =>
        (await context.RequestServices.GetRequiredService<GetOrganization>().ExecuteAsync(context.RequestAborted)).TryGet(out var organization, out _)
            ? organization.Name
            : null;

    /// <summary>A field of a form; never more than was asked for.</summary>
    public static string Text(this IFormCollection form, string field) => form.TryGetValue(field, out var values) && values.Count > 0 ? values[0] ?? "" : "";

    private static RazorComponentResult Message(Dictionary<string, object?> parameters, int status, string link, string linkText)
    {
        (parameters[nameof(MessagePage.Link)], parameters[nameof(MessagePage.LinkText)]) = (link, linkText);
        return new RazorComponentResult<MessagePage>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }
}
