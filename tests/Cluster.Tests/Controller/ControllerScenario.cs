using ConfigSync.TestKit;
using ConfigSync.TestKit.Cluster;
using Xunit.Sdk;

namespace ConfigSync.Cluster.Tests.Controller;

/// <summary>A namespace of its own, controllers that are ended after the test, and what the API server wrote down of them.</summary>
[Collection(ControllerTests.Name)]
public abstract class ControllerScenario(ControllerCluster fixture) : IAsyncLifetime
{
    private protected const string LeasePath = $"/apis/coordination.k8s.io/v1/namespaces/{ControllerAccount.Namespace}/leases/{ControllerAccount.Name}";

    /// <summary>Not the defaults, which a test would wait for without learning anything.</summary>
    private protected static readonly string[] Quick = ["--nudge-repeat=200ms", "--nudge-interval=100ms", "--rollout-settle=500ms"];

    private readonly Stack<IAsyncDisposable> _used = new();

    // A Lease is left by one that could not give it back.
    private readonly HashSet<string> _leftovers = [LeasePath];

    private protected RealCluster Cluster => fixture.Cluster;

    private protected Shop Shop { get; private set; } = null!;

    public async Task InitializeAsync() => Shop = await NewShopAsync();

    public async Task DisposeAsync()
    {
        while (_used.TryPop(out var used))
        {
            await used.DisposeAsync();
        }

        foreach (var path in _leftovers)
        {
            await Cluster.Admin.DeleteAsync(path);
        }
    }

    private protected async Task<Shop> NewShopAsync()
    {
        var shop = new Shop(Cluster, await Cluster.NewNamespaceAsync());
        _used.Push(new CleanUp(shop.EmptyAsync));
        return shop;
    }

    private protected async Task<Rights> GrantAsync(string component)
    {
        var rights = await Rights.GrantAsync(Cluster, component);
        _used.Push(rights);
        return rights;
    }

    /// <summary>Deletes objects after the test and after its controllers have ended, if they are there.</summary>
    private protected void DeleteAfterwards(params string[] paths) => _leftovers.UnionWith(paths);

    private protected NetworkLink NewLink()
    {
        var link = Cluster.NewLink();
        _used.Push(link);
        return link;
    }

    private protected RunningController Start(string identity, NetworkLink? link = null, params IEnumerable<string> arguments)
    {
        var controller = RunningController.Start(fixture.KubeConfig(link), identity, arguments);
        _used.Push(controller);
        return controller;
    }

    /// <summary>Starts a controller and waits until it leads and has caught up: everything here is young, so it nudges every Pod twice.</summary>
    private protected async Task<RunningController> StartSettledAsync(int pods, params string[] arguments)
    {
        var started = Cluster.Audit.End;
        var controller = Start("one", null, arguments.Length > 0 ? arguments : Quick);
        await controller.UntilAsync("Synced");
        await UntilNudgedAsync(started, 2 * pods);
        return controller;
    }

    /// <summary>Waits until so many nudges succeeded since.</summary>
    private protected async Task UntilNudgedAsync(int since, int times, Shop? shop = null)
    {
        try
        {
            await Wait.Until(() => Nudges(since, shop ?? Shop).Count(static nudge => nudge.Status == 200) >= times, $"there are {times} nudges");
        }
        catch (XunitException e)
        {
            var logs = _used.OfType<RunningController>().SelectMany(static controller => controller.Program.Output);
            throw new XunitException($"{e.Message}, but:\n{string.Join('\n', [.. Asked(since).TakeLast(50).Select(static asked => asked.ToString()), .. logs])}", e);
        }
    }

    /// <summary>Everything that controllers asked since.</summary>
    private protected IReadOnlyList<AuditEntry> Asked(int since) => [.. Cluster.Audit.Since(since).Where(static entry => entry.User == ControllerAccount.User)];

    /// <summary>The nudges in the namespace of this test since.</summary>
    private protected IReadOnlyList<AuditEntry> Nudges(int since) => Nudges(since, Shop);

    private protected IReadOnlyList<AuditEntry> Nudges(int since, Shop shop) =>
        [.. Asked(since).Where(entry => entry is { Verb: "patch", Resource: "pods" } && entry.Namespace == shop.Name)];

    private sealed class CleanUp(Func<Task> action) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await action();
    }
}
