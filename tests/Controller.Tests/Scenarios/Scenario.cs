using ConfigSync.Controller.Options;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;

namespace ConfigSync.Controller.Tests.Scenarios;

/// <summary>An API server, a clock, and replicas that follow both.</summary>
public abstract class Scenario : IAsyncLifetime
{
    protected static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly List<Replica> _replicas = [];

    private protected DateTimeOffset Start { get; } = new ManualTimeProvider().GetUtcNow();

    private protected ManualTimeProvider Time { get; } = new();

    private protected FakeApiServer Server { get; private set; } = null!;

    private protected PacedClock Clock { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Server = await FakeApiServer.StartAsync(Time);
        Clock = new PacedClock(Time, Server);
    }

    public async Task DisposeAsync()
    {
        foreach (var rule in Server.ActiveRules)
        {
            rule.Dispose();
        }

        foreach (var replica in _replicas)
        {
            // Stopping waits for nothing that only a moved clock would bring.
            await replica.DisposeAsync();
        }

        await Server.DisposeAsync();
    }

    /// <summary>Starts a replica in a cluster where nothing changed lately, and waits until it leads and has seen everything.</summary>
    private protected async Task<Replica> StartLeaderAsync(ControllerOptions? options = null)
    {
        Time.Advance(TimeSpan.FromMinutes(10));
        var replica = await StartAsync(options);
        await Clock.UntilAsync(Step, () => replica.Leads && replica.Log.Count("Synced") == 1 && Server.WatchCount("pods") > 0 && Server.WatchCount("configmaps") > 0);
        return replica;
    }

    private protected async Task<Replica> StartAsync(ControllerOptions? options = null)
    {
        var replica = await Replica.StartAsync(Server, Time, options);
        _replicas.Add(replica);
        return replica;
    }

    private protected Task UntilAsync(Func<bool> condition, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(condition))] string? what = null) =>
        Clock.UntilAsync(Step, condition, what);

    /// <summary>Lets time go by in small steps, with pauses in which what is due can happen.</summary>
    private protected async Task PassAsync(TimeSpan time)
    {
        var end = Time.GetUtcNow() + time;
        await Clock.UntilAsync(Step, () => Time.GetUtcNow() >= end);
    }

    private protected List<ApiCall> Nudges() => Server.CallsOf("patch", "pods");
}
