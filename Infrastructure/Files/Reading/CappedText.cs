using System.Text;

namespace Collab.Infrastructure.Files.Reading;

/// <summary>Collects lines until there are enough, without what no text has.</summary>
internal sealed class CappedText(int maxLength)
{
    private readonly StringBuilder _text = new();

    public bool IsFull => _text.Length >= maxLength;

    /// <summary>Adds a line; an empty one adds nothing.</summary>
    public void Add(string line)
    {
        var room = maxLength - _text.Length;
        if (room <= 0 || string.IsNullOrWhiteSpace(line))
            return;
        if (_text.Length > 0)
            _text.Append('\n');
        foreach (var rune in line.AsSpan().Trim().EnumerateRunes())
        {
            if (_text.Length + rune.Utf16SequenceLength > maxLength)
                return;
            _text.Append(Rune.IsControl(rune) ? new Rune(' ') : rune);
        }
    }

    public override string ToString() => _text.ToString();
}
