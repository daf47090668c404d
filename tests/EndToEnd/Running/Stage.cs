using System.Text.Json.Nodes;
using ConfigSync.Contract;

namespace ConfigSync.EndToEnd.Running;

/// <summary>What behaviours are tried on.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly List<string> _spaces = [];
    private readonly HashSet<string> _volumes = [];
    private readonly List<Measurement> _measurements = [];

    private Stage(EndToEndOptions options, LiveCluster cluster)
    {
        Options = options;
        Cluster = cluster;
        Installation = new Installation(cluster);
    }

    public EndToEndOptions Options { get; }

    public LiveCluster Cluster { get; }

    public Installation Installation { get; }

    /// <summary>What was timed so far.</summary>
    public IReadOnlyList<Measurement> Measurements => _measurements;

    public static async Task<Stage> OpenAsync(EndToEndOptions options) => new(options, await LiveCluster.ConnectAsync());

    /// <summary>Keeps a measurement for the report.</summary>
    public void Add(Measurement measurement) => _measurements.Add(measurement);

    /// <summary>Makes a namespace of the behaviour's own.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="level">Its Pod Security level. Most are <c>restricted</c>: what passes there passes everywhere.</param>
    /// <param name="label">Its inject label, or none.</param>
    public async Task<string> NamespaceAsync(string name, string level = "restricted", string? label = null)
    {
        // Another run's namespace of the same name may still be going away.
        var space = $"e2e-{name}-{Guid.NewGuid().ToString("N")[..6]}";
        var labels = new JsonObject { ["pod-security.kubernetes.io/enforce"] = level };
        if (label is not null)
        {
            labels[InjectedNames.InjectLabelKey] = label;
        }

        (await Cluster.Api.CreateAsync(new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Namespace",
            ["metadata"] = new JsonObject { ["name"] = space, ["labels"] = labels },
        })).Done();
        _spaces.Add(space);

        // The ServiceAccount controller needs a moment, and no Pod is admitted before.
        await Patience.UntilAsync(
            async () => await Cluster.Api.FindAsync($"/api/v1/namespaces/{space}/serviceaccounts/default") is not null, $"{space} has its service account");
        return space;
    }

    /// <summary>Makes a volume for the claim of a namespace, with its name as storage class: a folder of the node, which belongs to root.</summary>
    public async Task VolumeAsync(string space)
    {
        _volumes.Add(space);
        await Cluster.ApplyAsync(space, $$"""
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: {{space}}}
            spec:
              capacity: {storage: 1Gi}
              accessModes: [ReadWriteOnce]
              persistentVolumeReclaimPolicy: Retain
              storageClassName: {{space}}
              hostPath: {path: /var/tmp/config-sync-e2e/{{space}}, type: DirectoryOrCreate}
            """);
    }

    /// <summary>Takes a namespace away, with its volume if it has one, and does not wait for that.</summary>
    public async Task DropAsync(string space)
    {
        _spaces.Remove(space);
        await Cluster.Api.DeleteAsync($"/api/v1/namespaces/{space}");
        if (_volumes.Remove(space))
        {
            await Cluster.Api.DeleteAsync($"/api/v1/persistentvolumes/{space}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var space in _spaces.ToArray())
        {
            await DropAsync(space);
        }

        await Cluster.DisposeAsync();
    }
}
