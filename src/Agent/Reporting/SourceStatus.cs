using ConfigSync.Agent.Hashing;

namespace ConfigSync.Agent.Reporting;

/// <summary>The reported status of one source.</summary>
internal sealed class SourceStatus(string name, string path)
{
    public string Name { get; } = name;

    public string Path { get; } = path;

    public string Condition { get; set; } = "unknown";

    public string? Problem { get; set; }

    public ContentHash? Desired { get; set; }

    public DateTimeOffset? DesiredSince { get; set; }

    public ContentHash? Applied { get; set; }

    public DateTimeOffset? AppliedAt { get; set; }

    public long Changes { get; set; }

    /// <summary>Timestamp since which the desired content is not the applied one; <see langword="null"/> when it is.</summary>
    public long? OutOfDateSince { get; set; }
}
