using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConfigSync.TestKit.Certificates;

namespace ConfigSync.TestKit.Cluster;

/// <summary>
/// The control plane of a cluster: etcd and a real API server. There is no node and no controller, so nothing runs, rolls or cleans up by itself:
/// what those would do, the test does.
/// </summary>
public sealed class RealCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestCa _ca = new();
    private readonly List<ClusterClient> _clients = [];
    private int _namespaces;
    private Etcd? _etcd;
    private KubeApiServer? _server;

    private RealCluster()
    {
    }

    /// <summary>Where the API server listens.</summary>
    public Uri Address => _server!.Address;

    /// <summary>Somebody who may do anything.</summary>
    public ClusterClient Admin => _server!.Client;

    /// <summary>The requests to the API server.</summary>
    public AuditLog Audit { get; private set; } = null!;

    /// <summary>How the API server reaches Services, such as those of webhooks.</summary>
    public ServiceProxy Services { get; } = new();

    /// <summary>Starts it. Takes some seconds: share it among tests.</summary>
    public static async Task<RealCluster> StartAsync()
    {
        var cluster = new RealCluster();
        try
        {
            cluster._etcd = await Etcd.StartAsync(cluster._folder.PathOf("etcd"));
            cluster._server = new KubeApiServer(cluster._folder, cluster._etcd.Address, cluster._ca, cluster.Services.Address);
            cluster.Audit = new AuditLog(cluster._server.AuditPath);
            await cluster._server.StartAsync();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Creates a namespace with the ServiceAccount of its Pods, as the controllers of a cluster would.</summary>
    /// <param name="labels">Its labels.</param>
    /// <returns>Its name.</returns>
    public async Task<string> NewNamespaceAsync(params (string Key, string Value)[] labels)
    {
        var name = $"shop-{Interlocked.Increment(ref _namespaces).ToString(CultureInfo.InvariantCulture)}";
        var metadata = new JsonObject { ["name"] = name, ["labels"] = new JsonObject(labels.Select(label => KeyValuePair.Create(label.Key, (JsonNode?)label.Value))) };
        (await Admin.CreateAsync(new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Namespace", ["metadata"] = metadata })).Done();
        await AddAccountAsync(name, "default");
        return name;
    }

    /// <summary>Creates a ServiceAccount.</summary>
    public async Task AddAccountAsync(string namespaceName, string name) => (await Admin.CreateAsync(new JsonObject
    {
        ["apiVersion"] = "v1", ["kind"] = "ServiceAccount", ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = namespaceName },
    })).Done();

    /// <summary>A token of a service account, such as the kubelet puts into its Pods.</summary>
    public async Task<string> TokenAsync(string namespaceName, string account)
    {
        var request = new JsonObject { ["apiVersion"] = "authentication.k8s.io/v1", ["kind"] = "TokenRequest", ["spec"] = new JsonObject() };
        var answer = await Admin.SendAsync(HttpMethod.Post, $"/api/v1/namespaces/{namespaceName}/serviceaccounts/{account}/token", request);
        return (string)answer.Done()["status"]!["token"]!;
    }

    /// <summary>A client with a token.</summary>
    public ClusterClient ClientOf(string token)
    {
        var client = new ClusterClient(Address, _ca.Certificate, token);
        _clients.Add(client);
        return client;
    }

    /// <summary>A kubeconfig, for programs.</summary>
    /// <param name="token">Who they are.</param>
    /// <param name="namespaceName">Where they run.</param>
    /// <param name="server">By which address they reach the API server, when not directly.</param>
    public string KubeConfig(string token, string namespaceName, Uri? server = null) => $$$"""
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test, namespace: {{{namespaceName}}} } }]
        clusters: [{name: test, cluster: {certificate-authority-data: {{{CaData}}}, server: '{{{server ?? Address}}}' } }]
        users: [{name: test, user: {token: {{{token}}} } }]
        """;

    /// <summary>A kubeconfig of somebody who may do anything.</summary>
    public string AdminKubeConfig() => KubeConfig(_server!.AdminToken, "default");

    /// <summary>Ends the API server without warning and starts another on the same data and address. Watches break, and it knows no version from before.</summary>
    public async Task RestartServerAsync()
    {
        await _server!.KillAsync();
        await _server.StartAsync();
    }

    /// <summary>Lets the API server neither answer nor hang up, until disposed.</summary>
    public IDisposable PauseServer() => new Pause(_server!);

    /// <summary>A way of its own to the API server, for a program that is to be cut off.</summary>
    public NetworkLink NewLink() => new(Address);

    /// <summary>Forgets the history of every object.</summary>
    public async Task CompactAsync()
    {
        var version = (string)(await Admin.GetAsync("/api/v1/namespaces?limit=1"))["metadata"]!["resourceVersion"]!;
        await _etcd!.CompactAsync(long.Parse(version, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        if (_etcd is not null)
        {
            await _etcd.DisposeAsync();
        }

        await Services.DisposeAsync();
        _ca.Dispose();
        _folder.Dispose();
    }

    private string CaData => Convert.ToBase64String(Encoding.ASCII.GetBytes(_ca.Certificate.ExportCertificatePem()));

    private sealed class Pause : IDisposable
    {
        private readonly KubeApiServer _server;

        public Pause(KubeApiServer server)
        {
            _server = server;
            server.Signal("STOP");
        }

        public void Dispose() => _server.Signal("CONT");
    }
}
