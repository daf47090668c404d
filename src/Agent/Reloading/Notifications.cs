using ConfigSync.Agent.Hashing;
using ConfigSync.Agent.Processes;

namespace ConfigSync.Agent.Reloading;

/// <summary>
/// The content of which each process was notified last, kept until all containers that use a source have it: a container whose neighbour failed is not
/// notified again with it.
/// </summary>
internal sealed class Notifications
{
    private readonly Dictionary<(ProcessIdentity Process, string Source), ContentHash> _last = [];

    public bool Has(ProcessIdentity process, IReadOnlyList<SourceContent> contents) =>
        contents.All(content => _last.TryGetValue((process, content.Source), out var last) && last == content.Hash);

    public void Add(ProcessIdentity process, IReadOnlyList<SourceContent> contents)
    {
        foreach (var content in contents)
        {
            _last[(process, content.Source)] = content.Hash;
        }
    }

    /// <summary>Forgets a source: it is settled, and its next reload is for everybody.</summary>
    public void Forget(string source)
    {
        foreach (var key in _last.Keys.Where(key => key.Source == source).ToList())
        {
            _last.Remove(key);
        }
    }
}

/// <summary>Content of a source.</summary>
internal readonly record struct SourceContent(string Source, ContentHash Hash);
