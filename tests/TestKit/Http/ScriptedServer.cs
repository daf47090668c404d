using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ConfigSync.TestKit.Http;

/// <summary>A real HTTP server that answers as it was scripted, and remembers what it was asked.</summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ConcurrentQueue<string> _requests = new();
    private readonly ConcurrentDictionary<string, Queue<int>> _answers = new(StringComparer.Ordinal);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string? _held;

    private ScriptedServer(int port, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, port, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        _application = builder.Build();
        _application.Run(AnswerAsync);
        _application.StartAsync().GetAwaiter().GetResult();
        Root = new Uri(_application.Urls.Single());
    }

    /// <summary>Where it listens.</summary>
    public Uri Root { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => Root.Port;

    /// <summary>Methods and paths in the order in which they came.</summary>
    public IReadOnlyList<string> Requests => [.. _requests];

    /// <summary>Starts one on loopback.</summary>
    public static ScriptedServer Start(int port = 0) => new(port, null);

    /// <summary>Starts one that speaks TLS with a certificate that nobody signed.</summary>
    public static ScriptedServer StartTls()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        return new ScriptedServer(0, new CertificateRequest("CN=nobody", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddHours(-1), now.AddHours(1)));
    }

    /// <summary>A URL of it.</summary>
    public Uri Url(string path) => new(Root, path);

    /// <summary>Answers a path with these status codes in turn; the last one from then on. What is not scripted is answered with 200.</summary>
    public void Answer(string path, params int[] codes) => _answers[path] = new Queue<int>(codes);

    /// <summary>Leaves a path without an answer until <see cref="Release"/>.</summary>
    public void Hold(string path) => _held = path;

    /// <summary>Answers what was held.</summary>
    public void Release()
    {
        _held = null;
        _released.TrySetResult();
    }

    public ValueTask DisposeAsync()
    {
        Release();
        return _application.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        _requests.Enqueue($"{context.Request.Method} {path}");
        if (_held == path)
        {
            await _released.Task;
        }

        var code = 200;
        if (_answers.TryGetValue(path, out var codes))
        {
            lock (codes)
            {
                code = codes.Count > 1 ? codes.Dequeue() : codes.Peek();
            }
        }

        context.Response.StatusCode = code;
        if (code is >= 300 and < 400)
        {
            context.Response.Headers.Location = "/elsewhere";
        }

        await context.Response.WriteAsync("scripted");
    }
}
