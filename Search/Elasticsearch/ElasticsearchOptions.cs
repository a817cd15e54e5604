namespace Collab.Search.Elasticsearch;

/// <summary>Where Elasticsearch is, and how messages are laid out in it.</summary>
public sealed class ElasticsearchOptions
{
    /// <summary>Its address; several nodes of one cluster with commas between them.</summary>
    public string Url { get; set; } = "http://localhost:9200";

    /// <summary>An account there; none when <see cref="ApiKey"/> is given, or when it asks for none.</summary>
    public string? User { get; set; }

    /// <summary>Its password.</summary>
    public string? Password { get; set; }

    /// <summary>A key in place of an account, encoded as Elasticsearch hands it out.</summary>
    public string? ApiKey { get; set; }

    /// <summary>What the names of all indices, aliases and templates begin with: small letters, digits, dashes.</summary>
    public string IndexPrefix { get; set; } = "collab";

    /// <summary>Primary shards of a new index.</summary>
    public int Shards { get; set; } = 4;

    /// <summary>Copies of each shard.</summary>
    public int Replicas { get; set; } = 1;

    /// <summary>With more messages than this in the newest index, a new one is begun.</summary>
    public long MaxMessagesPerIndex { get; set; } = 200_000_000;

    /// <summary>A search that has no answer after so many seconds is given up.</summary>
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>First pause before something is tried again; each further one is about twice as long.</summary>
    internal TimeSpan RetryPause { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long nothing is asked after most of what was asked had failed.</summary>
    internal TimeSpan BreakPause { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Changes, and whatever makes and switches indices, are given longer.</summary>
    internal TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary><see cref="TimeoutSeconds"/>, or less in a test.</summary>
    internal TimeSpan Timeout
    {
        get => field == default ? TimeSpan.FromSeconds(TimeoutSeconds) : field;
        set;
    }

    /// <summary>What is wrong with them; null when nothing is. It repeats no secret.</summary>
    public string? Fault()
    {
        var urls = Url.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return urls.Length == 0 ? $"{nameof(Url)} is missing."
            : !Array.TrueForAll(urls, IsAddress) ? $"{nameof(Url)} takes addresses that begin with http:// or https:// and hold no account: name that in {nameof(User)} and {nameof(Password)}."
            : string.IsNullOrEmpty(User) != string.IsNullOrEmpty(Password) ? $"{nameof(User)} and {nameof(Password)} belong together."
            : !IsPrefix(IndexPrefix) ? $"{nameof(IndexPrefix)} takes 1 to 60 small letters, digits and dashes, a letter or digit first."
            : Shards is < 1 or > 1024 ? $"{nameof(Shards)} is a number from 1 to 1024."
            : Replicas is < 0 or > 10 ? $"{nameof(Replicas)} is a number from 0 to 10."
            : MaxMessagesPerIndex < 1 ? $"{nameof(MaxMessagesPerIndex)} is at least 1."
            : TimeoutSeconds is < 1 or > 300 ? $"{nameof(TimeoutSeconds)} is a number from 1 to 300."
            : null;
    }

    private static bool IsAddress(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && uri.UserInfo.Length == 0;

    private static bool IsPrefix(string prefix) =>
        prefix.Length is >= 1 and <= 60 && char.IsAsciiLetterOrDigit(prefix[0]) && prefix.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
