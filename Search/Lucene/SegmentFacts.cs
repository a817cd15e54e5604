using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>
/// What is asked of every candidate of every search, in memory, 4 bytes a message: which circle of readers may see it, and
/// its age. Reading columns from files would take longer than finding the words. A segment never changes, so it is read
/// once.
/// </summary>
internal sealed class SegmentFacts
{
    private const long MillisecondsPerHour = 3_600_000;

    private static readonly ConditionalWeakTable<object, SegmentFacts> Read = [];

    private readonly Numbers _circles;
    private readonly Numbers _hours;

    private SegmentFacts(AtomicReader segment)
    {
        var (organizations, places, open, at) =
            (Columns.Of(segment, Fields.Organization), Columns.Of(segment, Fields.Place), Columns.Of(segment, Fields.OpenIn), Columns.Of(segment, Fields.At));
        var numbers = new Dictionary<Circle, int>();
        var (circles, hours) = (new int[segment.MaxDoc], new int[segment.MaxDoc]);
        for (var doc = 0; doc < segment.MaxDoc; doc++)
        {
            var circle = new Circle(organizations.Get(doc), places.Get(doc), open.Get(doc));
            if (!numbers.TryGetValue(circle, out circles[doc]))
                numbers[circle] = circles[doc] = numbers.Count;
            hours[doc] = HourOf(at.Get(doc));
        }

        Circles = [.. numbers.OrderBy(c => c.Value).Select(c => c.Key)];
        (_circles, _hours) = (new Numbers(circles), new Numbers(hours));
    }

    /// <summary>Those who may read something of the segment, by number.</summary>
    public IReadOnlyList<Circle> Circles { get; }

    /// <summary>The facts of a segment, read with the first call.</summary>
    public static SegmentFacts Of(AtomicReader segment) => Read.GetValue(segment.CoreCacheKey, _ => new SegmentFacts(segment));

    /// <summary>The hour of a time in ms, both since 1970.</summary>
    public static int HourOf(long at) => (int)Math.Clamp(Math.DivRem(at, MillisecondsPerHour).Quotient, int.MinValue, int.MaxValue);

    /// <summary>The number of a message's circle.</summary>
    public int CircleOf(int doc) => _circles.At(doc);

    /// <summary>When a message was posted, in hours since 1970.</summary>
    public int HourOf(int doc) => _hours.At(doc);

    /// <summary>Messages that the same people may read: those of a place, as long as it is open to the same workspace.</summary>
    /// <param name="Organization">Whose they are.</param>
    /// <param name="Place">Where they are.</param>
    /// <param name="OpenIn">The workspace whose members need no seat; 0 for none.</param>
    internal readonly record struct Circle(long Organization, long Place, long OpenIn);

    /// <summary>Numbers of messages, in two bytes each where they are near each other: what is narrow stays near the processor.</summary>
    private sealed class Numbers
    {
        private readonly int _least;
        private readonly ushort[]? _narrow;
        private readonly int[] _wide = [];

        public Numbers(int[] numbers)
        {
            _least = numbers.DefaultIfEmpty(0).Min();
            if ((long)numbers.DefaultIfEmpty(0).Max() - _least <= ushort.MaxValue)
                _narrow = Array.ConvertAll(numbers, n => (ushort)(n - _least));
            else
                _wide = numbers;
        }

        public int At(int doc) => _narrow is { } narrow ? _least + narrow[doc] : _wide[doc];
    }
}
