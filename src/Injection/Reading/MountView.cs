namespace ConfigSync.Injection.Reading;

/// <summary>One element of a container's <c>volumeMounts</c>.</summary>
internal sealed record MountView
{
    public required int Index { get; init; }

    public string Volume { get; init; } = "";

    /// <summary>The mountPath, in normal form.</summary>
    public string Path { get; init; } = "/";

    /// <summary>The subPath as it stands, or null.</summary>
    public string? SubPath { get; init; }

    public string? SubPathExpression { get; init; }

    public bool ReadOnly { get; init; }
}
