namespace Collab.Domain.Search.Queries;

/// <summary>Takes a query apart, from left to right and without looking back: every piece is outside all others.</summary>
internal sealed class QueryLexer
{
    private const int MostKeyLetters = 12;

    private readonly string _text;
    private readonly List<QueryToken> _tokens = [];
    private int _at;

    private QueryLexer(string text) => _text = text;

    /// <summary>The pieces in order. White space belongs to none of them.</summary>
    public static List<QueryToken> Read(string text)
    {
        var lexer = new QueryLexer(text);
        while (lexer.SkipBlanks(lexer._at) is var start && start < text.Length)
        {
            lexer._at = start;
            lexer._tokens.Add(lexer.ReadToken());
        }

        return lexer._tokens;
    }

    private QueryToken ReadToken()
    {
        var start = _at;
        switch (_text[start])
        {
            case '(':
                return Sign(QueryTokenKind.Open);
            case ')':
                return Sign(QueryTokenKind.Close);
            case '-' when IsMinus(start):
                return Sign(QueryTokenKind.Minus);
            case var opener when QueryText.ClosersOf(opener) is not null:
                var (text, isOpen) = ReadQuoted();
                return new QueryToken(QueryTokenKind.Phrase, SpanFrom(start)) { Text = text, IsQuoted = true, IsOpen = isOpen };
            default:
                return ReadWord();
        }
    }

    private QueryToken Sign(QueryTokenKind kind) => new(kind, new QuerySpan(_at++, 1));

    private QueryToken ReadWord()
    {
        var (start, end) = (_at, EndOfWord(_at));
        var isNegated = _tokens is [.., { Kind: QueryTokenKind.Minus } minus] && minus.Span.End == start;
        if (KeyAt(start, end) is { } key)
        {
            if (QueryOperators.Find(key) is { } name)
                return ReadOperator(QueryTokenKind.Filter, name, start + key.Length + 1);
            if (MeantBy(key, start + key.Length + 1) is { } meant)
                return ReadOperator(QueryTokenKind.Misspelt, meant, start + key.Length + 1);
        }

        _at = end;
        var text = _text[start..end];
        return new QueryToken(isNegated ? QueryTokenKind.Word : KindOf(text), SpanFrom(start)) { Text = text };
    }

    private QueryToken ReadOperator(QueryTokenKind kind, QueryOperatorName name, int colonEnd)
    {
        var start = _at;
        var isApart = IsBlankOrEnd(colonEnd);
        var value = isApart ? SkipBlanks(colonEnd) : colonEnd;
        _at = isApart && !IsValueApart(value) ? colonEnd : value;
        var valueStart = _at;
        var (text, isOpen, isQuoted) = ("", false, false);
        if (!IsBlankOrEnd(_at) && QueryText.ClosersOf(_text[_at]) is not null)
        {
            (text, isOpen) = ReadQuoted();
            isQuoted = true;
        }
        else
        {
            _at = QueryOperators.ValueOf(name.Operator) == QueryValueKind.Date ? EndOfDate(valueStart) : EndOfWord(valueStart);
            text = QueryText.Clean(_text[valueStart.._at]);
        }

        return new QueryToken(kind, SpanFrom(start)) { Text = text, Name = name, ValueSpan = SpanFrom(valueStart), IsOpen = isOpen, IsQuoted = isQuoted };
    }

    // Two marks within straight ones are one: that is how values that contain them are written.
    private (string Text, bool IsOpen) ReadQuoted()
    {
        var start = _at + 1;
        var closers = QueryText.ClosersOf(_text[_at]) ?? "";
        var isStraight = _text[_at] == '"';
        for (_at = start; _at < _text.Length; _at++)
        {
            if (!closers.Contains(_text[_at], StringComparison.Ordinal))
                continue;
            if (!isStraight || _at + 1 == _text.Length || _text[_at + 1] != '"')
                return (Unquote(_text[start.._at++], isStraight), false);
            _at++;
        }

        return (Unquote(_text[start..], isStraight), true);
    }

    private static string Unquote(string inner, bool isStraight) =>
        QueryText.Clean(isStraight ? inner.Replace("\"\"", "\"", StringComparison.Ordinal) : inner);

    // “before:last week” needs no quotation marks: as many words belong to a date as make one.
    private int EndOfDate(int start)
    {
        var end = EndOfWord(start);
        var longest = end;
        for (var words = 2; words <= QueryDates.MostWords && end > start; words++)
        {
            var next = SkipBlanks(end);
            end = EndOfWord(next);
            if (end == next)
                break;
            if (QueryDates.IsDate(_text[start..end]))
                longest = end;
        }

        return longest;
    }

    // “http://x”, “std::vector”, “c:\dir” and “note: this” are words, however near their beginning is to an operator.
    private QueryOperatorName? MeantBy(string key, int colonEnd) =>
        key.Length is >= 2 and <= MostKeyLetters && !IsBlankOrEnd(colonEnd) && _text[colonEnd] is not ('/' or '\\' or ':' or '(' or ')')
            ? QueryOperators.Nearest(key) : null;

    // Letters up to the first colon of a word.
    private string? KeyAt(int start, int end)
    {
        var at = start;
        while (at < end && at - start <= MostKeyLetters && char.IsLetter(_text[at]))
            at++;
        return at > start && at < end && _text[at] == ':' ? _text[start..at] : null;
    }

    // Behind a space only what can be nothing else is a value.
    private bool IsValueApart(int at)
    {
        if (at == _text.Length || _text[at] is '(' or ')' or '-')
            return false;
        var end = EndOfWord(at);
        return KindOf(_text[at..end]) == QueryTokenKind.Word
            && (KeyAt(at, end) is not { } key || (QueryOperators.Find(key) is null && MeantBy(key, at + key.Length + 1) is null));
    }

    // “--force” is a word, and a dash before nothing is a dash.
    private bool IsMinus(int at) => !IsBlankOrEnd(at + 1) && _text[at + 1] is not ('-' or ')');

    private static QueryTokenKind KindOf(string word) => word switch
    {
        "OR" => QueryTokenKind.Or,
        "AND" => QueryTokenKind.And,
        "NOT" => QueryTokenKind.Not,
        _ => QueryTokenKind.Word,
    };

    private int EndOfWord(int at)
    {
        while (at < _text.Length && _text[at] is not ('(' or ')') && QueryText.BlankLength(_text, at) == 0)
            at++;
        return at;
    }

    private int SkipBlanks(int at)
    {
        while (at < _text.Length && QueryText.BlankLength(_text, at) is > 0 and var blank)
            at += blank;
        return at;
    }

    private bool IsBlankOrEnd(int at) => at >= _text.Length || QueryText.BlankLength(_text, at) > 0;

    private QuerySpan SpanFrom(int start) => new(start, _at - start);
}
