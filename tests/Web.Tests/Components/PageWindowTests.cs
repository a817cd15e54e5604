using System.Globalization;
using Collab.Domain.Shared;
using Collab.Web.Components.Workspaces;
using Xunit;

namespace Collab.Web.Tests.Components;

public sealed class PageWindowTests
{
    private const int PageSize = 3;

    private readonly PageWindow<int> _window = new();

    [Fact]
    public async Task Going_through_a_long_list_and_back_shows_two_pages_at_most()
    {
        await _window.StartAsync(cursor => ReadAsync(Enumerable.Range(1, 11), cursor));
        Assert.Equal(("1, 2, 3", false, true), Shown());

        await _window.MoreAsync();
        await _window.MoreAsync();
        Assert.Equal(("4, 5, 6, 7, 8, 9", true, true), Shown());
        await _window.MoreAsync();
        Assert.Equal(("7, 8, 9, 10, 11", true, false), Shown());

        await _window.EarlierAsync();
        await _window.EarlierAsync();
        Assert.Equal(("1, 2, 3, 4, 5, 6", false, true), Shown());
    }

    [Fact]
    public async Task An_answer_to_the_question_before_comes_too_late()
    {
        var slow = new TaskCompletionSource<Page<int>?>();
        var first = _window.StartAsync(_ => slow.Task);

        await _window.StartAsync(cursor => ReadAsync([7], cursor));
        slow.SetResult(new Page<int>([1, 2], null));
        await first;

        Assert.Equal([7], _window.Items);
    }

    [Fact]
    public async Task Empty_pages_of_a_search_are_passed_over()
    {
        await _window.StartAsync(cursor => Task.FromResult<Page<int>?>(cursor is null ? new Page<int>([], new Cursor("n", "1")) : new Page<int>([5], null)));

        Assert.Equal([5], _window.Items);
        Assert.False(_window.IsEmpty);
    }

    [Fact]
    public async Task What_is_shown_can_be_read_again()
    {
        var list = Enumerable.Range(1, 5).ToList();
        await _window.StartAsync(cursor => ReadAsync(list, cursor));
        await _window.MoreAsync();
        list.Remove(2);

        await _window.RefreshAsync();

        Assert.Equal([1, 3, 4, 5], _window.Items.Distinct());
    }

    private (string Items, bool Earlier, bool More) Shown() => (string.Join(", ", _window.Items), _window.HasEarlier, _window.HasMore);

    private static Task<Page<int>?> ReadAsync(IEnumerable<int> list, string? cursor)
    {
        var after = Cursor.Parse(cursor, "n").Value is { } found ? int.Parse(found.Key, CultureInfo.InvariantCulture) : 0;
        int[] rest = [.. list.Where(i => i > after).Take(PageSize + 1)];
        return Task.FromResult<Page<int>?>(new Page<int>(
            [.. rest.Take(PageSize)], rest.Length > PageSize ? new Cursor("n", rest[PageSize - 1].ToString(CultureInfo.InvariantCulture)) : null));
    }
}
