using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConfigSync.TestKit.ApiServer;

/// <summary>
/// An API server that speaks the real protocol over HTTPS, HTTP/2 and 1.1: lists in pages, watches from a version on, bookmarks, expired versions, conflicts,
/// merge patches, server-side apply. Its answers have the shapes of a real one. Tests make it misbehave with <see cref="Break"/> and the methods on watches.
/// </summary>
public sealed class FakeApiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ServerCertificate _certificate = new();
    private readonly HttpClient _pings;

    private FakeApiServer(TimeProvider? time)
    {
        Store = new ObjectStore(time ?? TimeProvider.System);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(_certificate.Certificate);
        }));
        _app = builder.Build();
        _app.Run(new RequestHandler(this).HandleAsync);
        _pings = _certificate.NewClient();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Every request so far, in order.</summary>
    public ConcurrentQueue<ApiCall> Calls { get; } = new();

    /// <summary>Tokens that are accepted.</summary>
    public ConcurrentDictionary<string, bool> Tokens { get; } = new() { ["test-token"] = true };

    /// <summary>True when an expired version is answered by an HTTP status instead of an ERROR event. Servers do both, depending on where they notice.</summary>
    public bool ExpiredAsStatus { get; set; }

    /// <summary>The fault rules in effect.</summary>
    public ICollection<FaultRule> ActiveRules => Rules.Keys;

    internal ObjectStore Store { get; }

    internal ConcurrentDictionary<FaultRule, bool> Rules { get; } = new();

    public static async Task<FakeApiServer> StartAsync(TimeProvider? time = null)
    {
        var server = new FakeApiServer(time);
        await server._app.StartAsync();
        server.Address = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        return server;
    }

    /// <summary>A kubeconfig for this server.</summary>
    public string KubeConfig(string token = "test-token") => $$$"""
        apiVersion: v1
        kind: Config
        current-context: test
        contexts: [{name: test, context: {cluster: test, user: test, namespace: config-sync } }]
        clusters: [{name: test, cluster: {certificate-authority-data: {{{_certificate.CaData}}}, server: '{{{Address}}}' } }]
        users: [{name: test, user: {token: {{{token}}} } }]
        """;

    /// <summary>Who signed the server's certificate, as PEM.</summary>
    public string CaPem => _certificate.CaPem;

    /// <summary>Injects a fault until the rule is disposed.</summary>
    public FaultRule Break(FaultRule rule)
    {
        Rules[rule] = true;
        return rule;
    }

    /// <summary>Forbids a verb on a resource until disposed.</summary>
    public FaultRule Forbid(string verb, string resource) =>
        Break(new FaultRule { Kind = FaultKind.Refuse, Status = 403, When = call => call.Verb == verb && call.Resource == resource });

    /// <summary>How many clients watch a type now.</summary>
    public int WatchCount(string resource) => Store.WatchCount(resource);

    /// <summary>Calls it and waits for the answer. No fault applies, and it does not count among the calls.</summary>
    public Task PingAsync() => _pings.GetStringAsync(new Uri(Address, "/livez"));

    public void SendBookmarks() => Store.ForEachWatch((watch, version) => watch.Bookmark(version));

    /// <summary>Ends all watches in good order, as the server does every few minutes.</summary>
    public void EndWatches() => Store.ForEachWatch((watch, _) => watch.End());

    /// <summary>Cuts the connections of all watches.</summary>
    public void CutWatches(bool midObject = false) => Store.ForEachWatch((watch, _) => watch.Cut(midObject));

    /// <summary>Forgets the history, so that no watch can be resumed from before now.</summary>
    public void Compact() => Store.Compact();

    /// <summary>Creates or replaces an object, as kubectl would. Returns its version.</summary>
    public long Put(string path, JsonObject json)
    {
        var parsed = Parse(path);
        json["apiVersion"] = parsed.ApiVersion;
        return Store.Write(Id(parsed), "kubectl", before => Replace(before, json))!.Version;
    }

    /// <summary>Changes an object by a merge patch, as kubectl would.</summary>
    public long Patch(string path, JsonObject patch) => Store.Write(Id(Parse(path)), "kubectl", before =>
    {
        var json = (before ?? throw new InvalidOperationException($"there is no '{path}'")).ToJson();
        Patches.Merge(json, patch);
        return json;
    })!.Version;

    public void Delete(string path) => Store.Write(Id(Parse(path)), "kubectl", static _ => null);

    /// <summary>The object as it is now, or null.</summary>
    public JsonObject? Get(string path) => Store.Find(Id(Parse(path)))?.ToJson();

    /// <summary>Requests with a verb on a type, in order.</summary>
    public List<ApiCall> CallsOf(string verb, string resource) => Calls.Where(call => call.Verb == verb && call.Resource == resource).ToList();

    public async ValueTask DisposeAsync()
    {
        foreach (var rule in Rules.Keys)
        {
            rule.Dispose();
        }

        CutWatches();
        using var impatient = new CancellationTokenSource(TimeSpan.FromSeconds(1), TimeProvider.System);
        await _app.StopAsync(impatient.Token);
        await _app.DisposeAsync();
        _pings.Dispose();
        _certificate.Dispose();
    }

    internal static ObjectId Id(ApiPath path) => new(path.Group, path.Resource, path.Namespace ?? "", path.Name ?? "");

    private static ApiPath Parse(string path) => ApiPath.Parse(path) ?? throw new ArgumentException($"not a path of the API: '{path}'");

    private static JsonObject Replace(StoredObject? before, JsonObject json)
    {
        var replaced = json.DeepClone().AsObject();
        if (before is not null && replaced["metadata"]?["creationTimestamp"] is null)
        {
            var metadata = replaced["metadata"]?.AsObject() ?? [];
            metadata["creationTimestamp"] = (string?)before.ToJson()["metadata"]!["creationTimestamp"];
            replaced["metadata"] = metadata;
        }

        return replaced;
    }
}
