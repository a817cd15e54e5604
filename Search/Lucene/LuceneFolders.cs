using System.Globalization;
using Collab.Search.Indexing;
using Lucene.Net.Index;

namespace Collab.Search.Lucene;

/// <summary>
/// The indices under one folder: the one that is searched, and while one is built anew that as well. A damaged one is
/// thrown away and begun anew, because everything in it is stored elsewhere.
/// </summary>
internal sealed class LuceneFolders : IAsyncDisposable
{
    private const string Damaged = "The search index was damaged. It is being built anew; until then older messages may be missing.";

    // Left by a command while a node has the index open.
    private const string RequestFile = "rebuild";

    // What this version of Lucene says by a plain exception of the disk.
    private static readonly string[] ChecksumFaults = ["checksum failed", "codec footer mismatch", "codec header mismatch", "misplaced codec footer"];

    private readonly string _root;
    private readonly TimeProvider _time;

    public LuceneFolders(string root, TimeProvider time)
    {
        (_root, _time) = (root, time);
        Directory.CreateDirectory(root);
        State = LuceneState.Read(root) ?? LuceneState.New(NextNumber(), null);
        if (State.Schema != Fields.Schema)
            State = LuceneState.New(NextNumber(), "The search index was made by another version. It is being built anew.");
        Current = Open(State.Current) ?? Replace();
        Building = State.Building == State.Current ? Current : State.Building is { } number ? Open(number) : null;
        if (State.Building is not null && Building is null)
            State = State with { Building = null, Progress = null };
        State.Write(_root);
        DeleteOthers();
    }

    /// <summary>What is kept of them.</summary>
    public LuceneState State { get; private set; }

    /// <summary>The one that is searched.</summary>
    public LuceneFolder Current { get; private set; }

    /// <summary>The one that is built; the current one when there is nothing better to search.</summary>
    public LuceneFolder? Building { get; private set; }

    /// <summary>Those that changes go to.</summary>
    public IEnumerable<LuceneFolder> All => Building is { } building && building != Current ? [Current, building] : [Current];

    /// <summary>Begins to build a new one beside the current one, unless that is going on.</summary>
    public void Begin()
    {
        if (Building is not null)
            return;
        var number = NextNumber();
        Building = Open(number) ?? throw new IOException($"A new search index cannot be made in {PathOf(number)}.");
        Keep(State with { Building = number, Progress = null, Note = null });
    }

    /// <summary>Begins a build that another process has asked for.</summary>
    public void TakeRequest()
    {
        var file = Path.Combine(_root, RequestFile);
        if (!File.Exists(file))
            return;
        File.Delete(file);
        Begin();
    }

    /// <summary>Asks the process that has the index open for a build.</summary>
    public static void LeaveRequest(string root) => File.WriteAllText(Path.Combine(root, RequestFile), "");

    /// <summary>Says how far the build has come.</summary>
    public void Save(BuildState progress) => Keep(State with { Progress = progress });

    /// <summary>The one that was built is searched from now on.</summary>
    public async Task SwitchAsync()
    {
        var old = Current;
        if (Building is not { } built || State.Building is not { } number)
            return;
        (Current, Building) = (built, null);
        Keep(State with { Current = number, Building = null, Progress = null, Note = null });
        if (old == built)
            return;
        await old.DisposeAsync();
        DeleteOthers();
    }

    /// <summary>Throws the current one away and begins anew.</summary>
    public async Task ReplaceAsync()
    {
        await DisposeAsync();
        Current = Replace();
        Building = Current;
        State.Write(_root);
        DeleteOthers();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var folder in All.ToList())
            await folder.DisposeAsync();
    }

    /// <summary>True for what a damaged index throws for sure.</summary>
    public static bool IsDamage(Exception error) =>
        error is CorruptIndexException or EndOfStreamException or FileNotFoundException or IndexFormatTooOldException or IndexFormatTooNewException or IndexNotFoundException
        || (error is IOException && ChecksumFaults.Any(fault => error.Message.StartsWith(fault, StringComparison.Ordinal)));

    /// <summary>True for what only a damaged index throws while it is opened or read through: whatever does not come from the disk, its rights or its room.</summary>
    public static bool IsDamageToFiles(Exception error) => IsDamage(error) || error is not (IOException or UnauthorizedAccessException or ObjectDisposedException or OperationCanceledException);

    private LuceneFolder? Open(int number)
    {
        try
        {
            return new LuceneFolder(PathOf(number), _time);
        }
        catch (Exception error) when (IsDamageToFiles(error))
        {
            return null;
        }
    }

    private LuceneFolder Replace()
    {
        State = LuceneState.New(NextNumber(), Damaged);
        return Open(State.Current) ?? throw new IOException($"A new search index cannot be made in {PathOf(State.Current)}.");
    }

    private void Keep(LuceneState state)
    {
        state.Write(_root);
        State = state;
    }

    private string PathOf(int number) => Path.Combine(_root, number.ToString(CultureInfo.InvariantCulture));

    private IEnumerable<int> Numbers() =>
        Directory.GetDirectories(_root).Select(d => int.TryParse(Path.GetFileName(d), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0);

    private int NextNumber() => Numbers().DefaultIfEmpty(0).Max() + 1;

    private void DeleteOthers()
    {
        foreach (var number in Numbers().Where(n => n != State.Current && n != State.Building))
            Directory.Delete(PathOf(number), recursive: true);
    }
}
