using System.Collections.Specialized;
using System.Web;
using Microsoft.AspNetCore.Components;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// What a view keeps in the query of the address. An address that the view has set itself comes back to it a moment
/// later, perhaps after the next letter was typed: such echoes are not news.
/// </summary>
public sealed class QueryState
{
    private string? _current;

    // What the view has said and what has not come back yet, the oldest first.
    private readonly List<string> _said = [];

    /// <summary>What the view shows, as the query of an address; the address itself may be a moment behind.</summary>
    public string Query => _current ?? "";

    /// <summary>True when the address says something that the view does not show yet; then <paramref name="query"/> is what it says.</summary>
    public bool IsNew(string uri, out NameValueCollection query)
    {
        var text = new Uri(uri).Query;
        query = HttpUtility.ParseQueryString(text);
        // Of several only the last one may come back. What was never said is somebody's click, whatever is on its way.
        var echo = _said.LastIndexOf(text);
        _said.RemoveRange(0, echo < 0 ? _said.Count : echo + 1);
        if (echo >= 0 || text == _current)
            return false;
        _current = text;
        return true;
    }

    /// <summary>The address with these values in its query; null ones are left out.</summary>
    public string Say(NavigationManager navigation, params IEnumerable<(string Name, string? Value)> values)
    {
        var pairs = values.Where(v => v.Value is not null).Select(v => $"{v.Name}={Uri.EscapeDataString(v.Value!)}"); // not null: filtered
        var text = string.Join('&', pairs);
        _current = text.Length > 0 ? "?" + text : "";
        if (_current != new Uri(navigation.Uri).Query)
            _said.Add(_current);
        return new Uri(navigation.Uri).AbsolutePath + _current;
    }
}
