using System.Text.Json.Nodes;

namespace ConfigSync.Container.Tests.Runtime;

/// <summary>What a container is started from.</summary>
/// <param name="RootFileSystem">A folder with its files. Never used itself: each container gets a copy.</param>
internal sealed record ContainerImage(string RootFileSystem)
{
    /// <summary>The program, and arguments that come before a container's own.</summary>
    public IReadOnlyList<string> Entrypoint { get; init; } = [];

    /// <summary>Arguments where the container has none.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Variables, as <c>NAME=value</c>.</summary>
    public IReadOnlyList<string> Variables { get; init; } = [];

    /// <summary>The user that it runs as where nobody says otherwise.</summary>
    public long User { get; init; }

    /// <summary>The group of that user.</summary>
    public long Group { get; init; }

    /// <summary>Directories of this machine that stand in for layers.</summary>
    public IReadOnlyList<JsonObject> Layers { get; init; } = [];
}
