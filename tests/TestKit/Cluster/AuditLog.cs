using System.Text;
using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>Every request that is of interest, written down by the API server itself before it answers: the best evidence of what was asked, and of nothing else.</summary>
public sealed class AuditLog
{
    private readonly string _path;
    private readonly List<AuditEntry> _entries = [];
    private long _read;

    internal AuditLog(string path) => _path = path;

    /// <summary>The audit policy: requests of our ServiceAccounts, with bodies, and every Pod that is created.</summary>
    internal const string Policy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
          - level: Request
            userGroups: ["system:serviceaccounts:config-sync"]
          - level: Metadata
            verbs: [create]
            resources: [{group: "", resources: [pods]}]
          - level: None
        """;

    /// <summary>How much there is by now: a place to read on from.</summary>
    public int End
    {
        get
        {
            lock (_entries)
            {
                ReadOn();
                return _entries.Count;
            }
        }
    }

    /// <summary>The requests since then.</summary>
    public IReadOnlyList<AuditEntry> Since(int end)
    {
        lock (_entries)
        {
            ReadOn();
            return _entries[end..];
        }
    }

    private void ReadOn()
    {
        if (!File.Exists(_path))
        {
            return;
        }

        using var file = new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite) { Position = _read };
        var text = new StreamReader(file).ReadToEnd();
        // The last line may still be being written.
        var lines = text[..(text.LastIndexOf('\n') + 1)];
        _entries.AddRange(lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(static line => new AuditEntry(JsonNode.Parse(line)!.AsObject())));
        _read += Encoding.UTF8.GetByteCount(lines);
    }
}
