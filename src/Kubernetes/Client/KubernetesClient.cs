using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ConfigSync.Kubernetes.Connection;
using ConfigSync.Kubernetes.Metadata;

namespace ConfigSync.Kubernetes.Client;

/// <summary>A client of one API server. It knows objects and verbs, not what they are for.</summary>
public sealed class KubernetesClient : IDisposable
{
    // Longer than the API server takes for any request but a watch.
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly ClusterConnection _connection;
    private readonly HttpClient _http;
    private readonly TimeProvider _time;

    public KubernetesClient(ClusterConnection connection, TimeProvider time)
    {
        _connection = connection;
        _time = time;
        _http = ClusterHttp.Create(connection);
    }

    /// <summary>The namespace of our Pod.</summary>
    public string Namespace => _connection.Namespace;

    /// <summary>Reads one object.</summary>
    public async Task<T> GetAsync<T>(ResourceType type, string? namespaceName, string name, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var body = await GetBytesAsync(type, namespaceName, name, cancellationToken);
        return Parse(Get(type, namespaceName, name), body.Span, json);
    }

    /// <summary>Reads one object as raw bytes, for readers that must not leave copies in memory.</summary>
    public Task<PooledBytes> GetBytesAsync(ResourceType type, string? namespaceName, string name, CancellationToken cancellationToken) =>
        ReadAsync(Get(type, namespaceName, name), cancellationToken);

    /// <summary>Reads the metadata of one object.</summary>
    public async Task<ObjectMetadata> GetMetadataAsync(ResourceType type, string? namespaceName, string name, CancellationToken cancellationToken)
    {
        var request = Get(type, namespaceName, name) with { Accept = MediaTypes.PartialObject };
        using var body = await ReadAsync(request, cancellationToken);
        try
        {
            return MetadataReader.ReadObject(body.Span, new MetadataSelection([]));
        }
        catch (JsonException e)
        {
            throw Unreadable(request, e);
        }
    }

    /// <summary>Creates an object.</summary>
    public Task<T> CreateAsync<T>(ResourceType type, string? namespaceName, ReadOnlyMemory<byte> body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(Create(type, namespaceName, body), json, cancellationToken);

    /// <summary>Creates an object and ignores the answer.</summary>
    public async Task CreateAsync(ResourceType type, string? namespaceName, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        (await SendAsync(Create(type, namespaceName, body), Deadline, cancellationToken)).Dispose();

    /// <summary>
    /// Changes an object by a JSON merge patch (RFC 7396). With a <c>resourceVersion</c> or <c>uid</c> in the patch, the server refuses it for any other version
    /// or object.
    /// </summary>
    public async Task MergePatchAsync(ResourceType type, string? namespaceName, string name, ReadOnlyMemory<byte> body, CancellationToken cancellationToken) =>
        (await SendAsync(Patch(type, namespaceName, name, body), Deadline, cancellationToken)).Dispose();

    /// <summary>Changes an object by a JSON merge patch and reads the result.</summary>
    public Task<T> MergePatchAsync<T>(
        ResourceType type, string? namespaceName, string name, ReadOnlyMemory<byte> body, JsonTypeInfo<T> json, CancellationToken cancellationToken) =>
        SendAsync(Patch(type, namespaceName, name, body), json, cancellationToken);

    /// <summary>Server-side apply with force: we become the manager of the fields in the body, and of no others.</summary>
    public async Task ApplyAsync(ResourceType type, string? namespaceName, string name, string fieldManager, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var path = $"{type.ObjectPath(namespaceName, name)}?fieldManager={Uri.EscapeDataString(fieldManager)}&force=true";
        var request = new ApiRequest("patch", type.Describe(namespaceName, name), HttpMethod.Patch, path) { Body = body, ContentType = MediaTypes.Apply };
        (await SendAsync(request, Deadline, cancellationToken)).Dispose();
    }

    public void Dispose() => _http.Dispose();

    internal async Task<PooledBytes> ReadAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Deadline, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var response = await SendAsync(request, Deadline, linked.Token);
            await using var stream = await response.Content.ReadAsStreamAsync(linked.Token);
            return await PooledBytes.ReadAsync(stream, response.Content.Headers.ContentLength, linked.Token);
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Unanswered(request, Deadline, e);
        }
    }

    /// <summary>Sends a request and returns when the response headers have arrived. Throws when the status is not a success.</summary>
    internal async Task<HttpResponseMessage> SendAsync(ApiRequest request, TimeSpan deadline, CancellationToken cancellationToken)
    {
        using var timer = new CancellationTokenSource(deadline, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timer.Token);
        try
        {
            var response = await SendOnceAsync(request, linked.Token);
            // The token may have been rotated since it was read. Once is enough: a second 401 is about permissions, not about a stale file.
            if (response.StatusCode == HttpStatusCode.Unauthorized && _connection.Token?.TryRenew() == true)
            {
                response.Dispose();
                response = await SendOnceAsync(request, linked.Token);
            }

            if (response.IsSuccessStatusCode)
            {
                return response;
            }

            using (response)
            {
                throw await RefusalReader.ReadAsync(request, response, _time, linked.Token);
            }
        }
        catch (Exception e) when (IsBroken(e, cancellationToken))
        {
            throw Unanswered(request, deadline, e);
        }
    }

    /// <summary>True for an error of the network or a timeout, and false when the caller cancelled.</summary>
    internal static bool IsBroken(Exception e, CancellationToken cancellationToken) =>
        e is HttpRequestException or IOException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested);

    internal static KubernetesApiException Unanswered(ApiRequest request, TimeSpan deadline, Exception e) => e is OperationCanceledException
        ? new KubernetesApiException(request, null, "Timeout", $"no answer within {deadline.TotalSeconds:0} s", e)
        : new KubernetesApiException(request, null, "Unreachable", e.InnerException is { } inner ? $"{e.Message} {inner.Message}" : e.Message, e);

    internal static KubernetesApiException Unreadable(ApiRequest request, JsonException e) => new(request, null, "Unreadable", $"can't parse the answer: {e.Message}", e);

    private static ApiRequest Get(ResourceType type, string? namespaceName, string name) =>
        new("get", type.Describe(namespaceName, name), HttpMethod.Get, type.ObjectPath(namespaceName, name));

    private static ApiRequest Patch(ResourceType type, string? namespaceName, string name, ReadOnlyMemory<byte> body) =>
        new("patch", type.Describe(namespaceName, name), HttpMethod.Patch, type.ObjectPath(namespaceName, name)) { Body = body, ContentType = MediaTypes.MergePatch };

    private static ApiRequest Create(ResourceType type, string? namespaceName, ReadOnlyMemory<byte> body)
    {
        var target = namespaceName is null ? type.Plural : $"{type.Plural} in '{namespaceName}'";
        return new ApiRequest("create", target, HttpMethod.Post, type.CollectionPath(namespaceName)) { Body = body };
    }

    private static T Parse<T>(ApiRequest request, ReadOnlySpan<byte> body, JsonTypeInfo<T> json)
    {
        try
        {
            return JsonSerializer.Deserialize(body, json) ?? throw new JsonException("the body is null");
        }
        catch (JsonException e)
        {
            throw Unreadable(request, e);
        }
    }

    private async Task<T> SendAsync<T>(ApiRequest request, JsonTypeInfo<T> json, CancellationToken cancellationToken)
    {
        using var body = await ReadAsync(request, cancellationToken);
        return Parse(request, body.Span, json);
    }

    private async Task<HttpResponseMessage> SendOnceAsync(ApiRequest request, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(request.Method, new Uri(_connection.Server, request.Path)) { Version = _http.DefaultRequestVersion };
        message.Headers.TryAddWithoutValidation("Accept", request.Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", "config-sync");
        if (_connection.Token is { } token)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Current);
        }

        if (request.Body is { } body)
        {
            message.Content = new ReadOnlyMemoryContent(body);
            message.Content.Headers.ContentType = request.ContentType;
        }

        return await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }
}
