using ConfigSync.Kubernetes.Client;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Kubernetes.Tests;

/// <summary>A fake API server and a client of it, on a clock that the test moves.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private Cluster(FakeApiServer server)
    {
        Server = server;
        Clock = new PacedClock(Time, server);
        Client = NewClient();
    }

    public FakeApiServer Server { get; }

    public ManualTimeProvider Time { get; } = new();

    public PacedClock Clock { get; }

    public KubernetesClient Client { get; }

    public static async Task<Cluster> StartAsync() => new(await FakeApiServer.StartAsync());

    public KubernetesClient NewClient(string token = "test-token")
    {
        Server.Tokens[token] = true;
        return new KubernetesClient(KubeConfig.Load(_folder.Write("config", Server.KubeConfig(token)), Time), Time);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder.Dispose();
    }
}
