using Collab.Domain.Shared.Ids;
using Collab.Domain.Streams;
using Collab.Web.Realtime;
using Microsoft.Extensions.Localization;

namespace Collab.Web.Components.Workspaces;

/// <summary>How places are named and addressed for the person before the page.</summary>
public sealed class Places(Session session, PeopleCache people, IStringLocalizer<Texts> texts)
{
    /// <summary>The name without a sign: of the channel, the other person, or the people of a group.</summary>
    public string NameOf(StreamView head) =>
        head.Kind switch
        {
            StreamKind.Channel => head.Name,
            StreamKind.Group when head.Name.Length > 0 => head.Name,
            StreamKind.Thread => texts["Thread"],
            _ => Others(head) is [] ? texts["Yourself", people.NameOf(session.Me)] : string.Join(", ", Others(head).Select(people.NameOf)),
        };

    /// <summary>The name as it stands in titles and fields: a channel has its sign.</summary>
    public string TitleOf(StreamView head) => head.Kind == StreamKind.Channel ? $"#{head.Name}" : NameOf(head);

    /// <summary>The people of a chat but oneself.</summary>
    public IReadOnlyList<UserId> Others(StreamView head) => [.. head.Participants.Where(p => p != session.Me)];

    /// <summary>The address of a place in the workspace on the page.</summary>
    public string AddressOf(StreamView head) => Address.Of(session.Workspace?.Workspace.Slug ?? "", head);

    /// <summary>The start of all addresses of the workspace on the page.</summary>
    public string Root => $"/w/{session.Workspace?.Workspace.Slug}";
}
