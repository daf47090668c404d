using ConfigSync.Controller.Hosting;
using ConfigSync.Controller.Options;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.TestKit;
using ConfigSync.TestKit.ApiServer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConfigSync.Controller.Tests;

/// <summary>One replica of the controller, wired as in production, on a clock that the test moves.</summary>
internal sealed class Replica : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WebApplication _app;

    private Replica(FakeApiServer server, ControllerOptions options, TimeProvider time)
    {
        var token = options.Identity;
        server.Tokens[token] = true;
        var connection = KubeConfig.Load(_folder.Write("config", server.KubeConfig(token)), time);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(Log).AddFilter("Microsoft", LogLevel.Warning);
        builder.AddController(options with { Listen = "127.0.0.1:0" }, connection, time);
        _app = builder.Build();
        _app.MapHealth();
    }

    public LogLines Log { get; } = new();

    public bool Leads => Log.Count("LeadershipGained") > Log.Count("LeadershipEnded");

    public static async Task<Replica> StartAsync(FakeApiServer server, TimeProvider time, ControllerOptions? options = null)
    {
        options ??= new ControllerOptions();
        var replica = new Replica(server, options.Identity.Length > 0 ? options : options with { Identity = "one" }, time);
        await replica._app.StartAsync();
        return replica;
    }

    /// <summary>Gets a path of its HTTP port, as probes and Prometheus do.</summary>
    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        var address = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        using var http = new HttpClient();
        using var response = await http.GetAsync(new Uri(new Uri(address), path));
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public async Task StopAsync() => await _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
    }
}
