using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;

namespace ConfigSync.TestKit.Cluster;

/// <summary>Talks to a real API server as one of its users. On purpose not the client of the product, which is among what is tried.</summary>
public sealed class ClusterClient : IDisposable
{
    private const string Json = "application/json";

    private readonly HttpClient _http;
    private readonly Dictionary<string, Dictionary<string, (string Plural, bool Namespaced)>> _kinds = new(StringComparer.Ordinal);

    /// <summary>A client.</summary>
    /// <param name="server">Where the server listens.</param>
    /// <param name="ca">The CA of its certificate.</param>
    /// <param name="token">Who we are.</param>
    public ClusterClient(Uri server, X509Certificate2 ca, string token)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(ca);
        _http = new HttpClient(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = policy }, UseProxy = false })
        {
            BaseAddress = server,
            Timeout = Wait.Patience,
        };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <summary>A client of a proxy that asks in somebody's name, such as <c>kubectl proxy</c>.</summary>
    public ClusterClient(Uri proxy) => _http = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = proxy, Timeout = Wait.Patience };

    /// <summary>Sends a request.</summary>
    public async Task<ApiAnswer> SendAsync(HttpMethod method, string path, JsonNode? body = null, string contentType = Json)
    {
        using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", Json);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ToJsonString()));
            request.Content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        // Health endpoints answer in plain text.
        var json = text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : new JsonObject { ["message"] = text };
        return new ApiAnswer(response.StatusCode, json, [.. response.Headers.Warning.Select(static warning => Unquote(warning.Text))]);
    }

    /// <summary>Reads what is there: an object, or a list.</summary>
    public async Task<JsonObject> GetAsync(string path) => (await SendAsync(HttpMethod.Get, path)).Done();

    /// <summary>Reads an object that may not be there.</summary>
    public async Task<JsonObject?> FindAsync(string path) => await SendAsync(HttpMethod.Get, path) is { Code: not HttpStatusCode.NotFound } answer ? answer.Done() : null;

    /// <summary>Creates an object.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="query">How, such as <c>dryRun=All</c>.</param>
    public async Task<ApiAnswer> CreateAsync(JsonObject subject, string query = "") =>
        await SendAsync(HttpMethod.Post, $"{await CollectionPathAsync(subject)}?{query}", subject);

    /// <summary>Server-side apply, in which an unknown field is an error.</summary>
    /// <param name="subject">The object.</param>
    /// <param name="manager">Whose the fields become.</param>
    /// <param name="query">How else.</param>
    public async Task<ApiAnswer> ApplyAsync(JsonObject subject, string manager, string query = "")
    {
        var path = $"{await PathAsync(subject)}?fieldManager={manager}&fieldValidation=Strict&{query}";
        return await SendAsync(HttpMethod.Patch, path, subject, "application/apply-patch+yaml");
    }

    /// <summary>Changes an object by a merge patch.</summary>
    public Task<ApiAnswer> MergeAsync(string path, JsonObject patch) => SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");

    /// <summary>Deletes an object.</summary>
    public async Task<ApiAnswer> DeleteAsync(JsonObject subject) => await DeleteAsync(await PathAsync(subject));

    /// <summary>Deletes an object.</summary>
    public Task<ApiAnswer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>True when the server knows a kind: those of a CustomResourceDefinition only when that is installed.</summary>
    public async Task<bool> KnowsAsync(JsonObject subject) => (await KindsAsync((string)subject["apiVersion"]!)).ContainsKey((string)subject["kind"]!);

    /// <summary>Where an object is found.</summary>
    public async Task<string> PathAsync(JsonObject subject) => $"{await CollectionPathAsync(subject)}/{(string)subject["metadata"]!["name"]!}";

    public void Dispose() => _http.Dispose();

    private async Task<string> CollectionPathAsync(JsonObject subject)
    {
        var apiVersion = (string)subject["apiVersion"]!;
        var (plural, namespaced) = (await KindsAsync(apiVersion))[(string)subject["kind"]!];
        return namespaced ? $"{Root(apiVersion)}/namespaces/{(string?)subject["metadata"]!["namespace"] ?? "default"}/{plural}" : $"{Root(apiVersion)}/{plural}";
    }

    private async Task<Dictionary<string, (string Plural, bool Namespaced)>> KindsAsync(string apiVersion)
    {
        if (!_kinds.TryGetValue(apiVersion, out var kinds))
        {
            var resources = (await FindAsync(Root(apiVersion)))?["resources"]?.AsArray() ?? [];
            // Those with a slash are parts of others.
            kinds = resources.Where(static resource => !((string)resource!["name"]!).Contains('/', StringComparison.Ordinal))
                .ToDictionary(static resource => (string)resource!["kind"]!, static resource => ((string)resource!["name"]!, (bool)resource!["namespaced"]!));
            _kinds[apiVersion] = kinds;
        }

        return kinds;
    }

    private static string Unquote(string text) => text[1..^1].Replace("\\\"", "\"", StringComparison.Ordinal).Replace(@"\\", @"\", StringComparison.Ordinal);

    private static string Root(string apiVersion) => apiVersion.Contains('/', StringComparison.Ordinal) ? $"/apis/{apiVersion}" : $"/api/{apiVersion}";
}
