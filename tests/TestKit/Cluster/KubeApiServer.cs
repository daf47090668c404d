using System.Security.Cryptography;
using ConfigSync.TestKit.Certificates;
using ConfigSync.TestKit.Processes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>A real API server, with RBAC and every admission plugin that is on by default. What it needs of keys, tokens and policies is made for the run.</summary>
internal sealed class KubeApiServer : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly Dictionary<string, string> _environment;
    private readonly Func<Task<bool>> _isReady;
    private RunningProgram? _program;

    public KubeApiServer(TemporaryFolder folder, Uri etcd, TestCa ca, Uri proxy)
    {
        // Connections to loopback, such as those to etcd and to itself, never take a proxy.
        _environment = new Dictionary<string, string> { ["HTTPS_PROXY"] = proxy.ToString(), ["NO_PROXY"] = "" };
        var port = ServerPort.Find();
        Address = new Uri($"https://127.0.0.1:{port}");
        AdminToken = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        Client = new ClusterClient(Address, ca.Certificate, AdminToken);
        _isReady = async () => (await Client.SendAsync(HttpMethod.Get, "/readyz")).IsDone;

        var pair = ca.Issue();
        using var accounts = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AuditPath = folder.PathOf("audit.log");
        _arguments =
        [
            $"--etcd-servers={etcd}", "--bind-address=127.0.0.1", $"--secure-port={port}", $"--cert-dir={folder.Path}",
            $"--tls-cert-file={folder.Write("server.crt", pair.Certificate)}", $"--tls-private-key-file={folder.Write("server.key", pair.Key)}",
            "--service-account-issuer=https://kubernetes.default.svc",
            $"--service-account-key-file={folder.Write("accounts.pub", accounts.ExportSubjectPublicKeyInfoPem())}",
            $"--service-account-signing-key-file={folder.Write("accounts.key", accounts.ExportPkcs8PrivateKeyPem())}",
            $"--token-auth-file={folder.Write("tokens.csv", $"{AdminToken},admin,admin,system:masters\n")}",
            "--authorization-mode=RBAC", "--service-cluster-ip-range=10.0.0.0/24",
            $"--audit-policy-file={folder.Write("audit.yaml", AuditLog.Policy)}", $"--audit-log-path={AuditPath}", "--audit-log-mode=blocking",
        ];
    }

    /// <summary>Where it listens; the same after a restart.</summary>
    public Uri Address { get; }

    /// <summary>The token of who may do anything.</summary>
    public string AdminToken { get; }

    /// <summary>A client of that one.</summary>
    public ClusterClient Client { get; }

    public string AuditPath { get; }

    public async Task StartAsync() => _program = await ServerStart.RunAsync(ClusterPrograms.ApiServer, _arguments, _isReady, _environment);

    /// <summary>Ends it as a node that loses power would.</summary>
    public async Task KillAsync()
    {
        if (_program is not null)
        {
            await _program.DisposeAsync();
            _program = null;
        }
    }

    /// <summary>Sends it a signal: <c>STOP</c> and it neither answers nor hangs up, <c>CONT</c> and it goes on.</summary>
    public void Signal(string name) => _program!.Signal(name);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await KillAsync();
    }
}
