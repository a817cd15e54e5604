using System.Text.Json;

namespace Collab.Web.Components.Workspaces;

/// <summary>
/// The one table of keys: the browser handles exactly these (js/keymap.js gets it with the page), and the list that people
/// read is drawn from it. Keys are written as the browser names them; where several do the same, the first is shown.
/// </summary>
public static class KeyMap
{
    /// <summary>Every key, in the order in which they are listed.</summary>
    public static IReadOnlyList<KeyEntry> Entries { get; } =
    [
        new(KeyScope.Page, "Ctrl+K", "switcher", "Key_Switcher"),
        new(KeyScope.Page, "Ctrl+G", "search", "Key_Search"),
        new(KeyScope.Page, "Ctrl+F", "searchHere", "Key_SearchHere"),
        new(KeyScope.Page, "Ctrl+/", "keys", "Key_Keys"),
        new(KeyScope.Page, "Alt+ArrowUp", "previous", "Key_Previous"),
        new(KeyScope.Page, "Alt+ArrowDown", "next", "Key_Next"),
        new(KeyScope.Page, "Alt+Shift+ArrowUp", "previousUnread", "Key_PreviousUnread"),
        new(KeyScope.Page, "Alt+Shift+ArrowDown", "nextUnread", "Key_NextUnread"),
        new(KeyScope.Page, "Alt+Shift+N", "new", "Key_New"),
        new(KeyScope.Page, "Ctrl+Shift+K", "chats", "Key_Chats"),
        new(KeyScope.Page, "Ctrl+Shift+L", "browse", "Key_Browse"),
        new(KeyScope.Page, "Ctrl+Shift+E", "people", "Key_People"),
        new(KeyScope.Page, "Ctrl+Shift+S", "saved", "Key_Saved"),
        new(KeyScope.Page, "Ctrl+Shift+Y", "status", "Key_Status"),
        new(KeyScope.Page, "Ctrl+Shift+D", "sidebar", "Key_Sidebar"),
        new(KeyScope.Page, "Ctrl+,", "preferences", "Key_Preferences"),
        new(KeyScope.Page, "Ctrl+.", "pane", "Key_Pane"),
        new(KeyScope.Page, "Ctrl+F6", "nextRegion", "Key_Region"),
        new(KeyScope.Page, "Ctrl+Shift+F6", "previousRegion", "Key_RegionBack"),
        new(KeyScope.Page, "Alt+PageUp", "previousFound", "Key_PreviousFound"),
        new(KeyScope.Page, "Alt+PageDown", "nextFound", "Key_NextFound"),
        new(KeyScope.Page, "Ctrl+J", "latest", "Key_Latest"),
        new(KeyScope.Page, "Ctrl+Z", "undo", "Key_Undo"),
        new(KeyScope.Page, "Escape", "escape", "Key_Escape"),
        new(KeyScope.Page, "Shift+Escape", "readAll", "Key_ReadAll"),
        new(KeyScope.Row, "ArrowUp K", "up", "Key_Up"),
        new(KeyScope.Row, "ArrowDown J", "down", "Key_Down"),
        new(KeyScope.Row, "Home", "first", "Key_First"),
        new(KeyScope.Row, "End", "last", "Key_Last"),
        new(KeyScope.Row, "PageUp", "screenUp", "Key_ScreenUp"),
        new(KeyScope.Row, "PageDown", "screenDown", "Key_ScreenDown"),
        new(KeyScope.Row, "Enter", "enter", "Key_Enter"),
        new(KeyScope.Row, "Shift+F10 ContextMenu", "menu", "Key_Menu"),
        new(KeyScope.Row, "E", "edit", "Key_Edit"),
        new(KeyScope.Row, "R", "react", "Key_React"),
        new(KeyScope.Row, "1", "reaction1", "Key_Reaction1"),
        new(KeyScope.Row, "2", "reaction2", "Key_Reaction2"),
        new(KeyScope.Row, "3", "reaction3", "Key_Reaction3"),
        new(KeyScope.Row, "T ArrowRight", "thread", "Key_Thread"),
        new(KeyScope.Row, "F", "forward", "Key_Forward"),
        new(KeyScope.Row, "Q", "quote", "Key_Quote"),
        new(KeyScope.Row, "A", "keep", "Key_Keep"),
        new(KeyScope.Row, "P", "pin", "Key_Pin"),
        new(KeyScope.Row, "Delete", "hide", "Key_Hide"),
        new(KeyScope.Row, "X", "select", "Key_Select"),
        new(KeyScope.Row, "Ctrl+Delete", "recall", "Key_Recall"),
        new(KeyScope.Row, "U", "unread", "Key_Unread"),
        new(KeyScope.Row, "I", "receipts", "Key_Receipts"),
        new(KeyScope.Row, "C Ctrl+C", "copy", "Key_Copy"),
        new(KeyScope.Row, "L", "link", "Key_Link"),
        new(KeyScope.Composer, "Enter", "send", "Key_Send"),
        new(KeyScope.Composer, "Ctrl+Enter", "sendAlways", "Key_SendAlways"),
        new(KeyScope.Composer, "Shift+Enter Alt+Enter", "line", "Key_Line"),
        new(KeyScope.Composer, "ArrowUp", "editLast", "Key_EditLast"),
        new(KeyScope.Composer, "Shift+ArrowUp", "newestThread", "Key_NewestThread"),
        new(KeyScope.Composer, @"Ctrl+Shift+\", "reactNewest", "Key_ReactNewest"),
        new(KeyScope.Composer, "Ctrl+B", "bold", "Format_bold"),
        new(KeyScope.Composer, "Ctrl+I", "italic", "Format_italic"),
        new(KeyScope.Composer, "Ctrl+Shift+X", "strike", "Format_strike"),
        new(KeyScope.Composer, "Ctrl+Shift+U", "link", "Format_link"),
        new(KeyScope.Composer, "Ctrl+U", "attach", "AttachFiles"),
        new(KeyScope.Composer, "Ctrl+K", "linkSelection", "Key_LinkSelection"),
        new(KeyScope.Composer, "Ctrl+Shift+7", "ordered", "Format_ordered"),
        new(KeyScope.Composer, "Ctrl+Shift+8", "bulleted", "Format_bulleted"),
        new(KeyScope.Composer, "Ctrl+Shift+9", "quote", "Format_quote"),
        new(KeyScope.Composer, "Ctrl+E Ctrl+Shift+C", "code", "Format_code"),
        new(KeyScope.Composer, "Ctrl+Alt+Shift+C", "codeblock", "Format_codeblock"),
        new(KeyScope.Composer, "Tab", "indent", "Key_Indent"),
        new(KeyScope.Composer, "Shift+Tab", "outdent", "Key_Outdent"),
        new(KeyScope.Composer, "ArrowDown", "leaveCode", "Key_LeaveCode"),
        new(KeyScope.Composer, "Escape", "leave", "Key_Leave"),
    ];

    /// <summary>The table as the browser reads it.</summary>
    public static string Json { get; } = JsonSerializer.Serialize(
        Entries.Select(e => new { keys = e.Keys, act = e.Act, scope = e.Scope.ToString().ToLowerInvariant() }));

    /// <summary>The key of an act as people read it, for example <c>Ctrl+Shift+7</c>.</summary>
    public static string Of(KeyScope scope, string act) => string.Join('+', Entries.First(e => e.Scope == scope && e.Act == act).Shown);
}

/// <summary>Where a key works.</summary>
public enum KeyScope
{
    /// <summary>Anywhere on the page.</summary>
    Page,

    /// <summary>While a message has the focus.</summary>
    Row,

    /// <summary>In a composer.</summary>
    Composer,
}

/// <summary>A key.</summary>
/// <param name="Scope">Where it works.</param>
/// <param name="Keys">Combinations that do the same, by spaces, each with its parts joined by plus signs.</param>
/// <param name="Act">What the browser calls the act.</param>
/// <param name="Text">The text that says what it does.</param>
public sealed record KeyEntry(KeyScope Scope, string Keys, string Act, string Text)
{
    /// <summary>The parts of the first combination as they stand on a keyboard.</summary>
    public IReadOnlyList<string> Shown { get; } =
    [
        .. Keys.Split(' ')[0].Split('+').Select(part => part switch
        {
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "PageUp" => "PgUp",
            "PageDown" => "PgDn",
            "Escape" => "Esc",
            _ => part,
        }),
    ];
}
