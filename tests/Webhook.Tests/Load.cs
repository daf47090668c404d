using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using ConfigSync.TestKit.Http;

namespace ConfigSync.Webhook.Tests;

/// <summary>Callers that post one review after the other until they are stopped, and keep what went wrong.</summary>
internal sealed class Load
{
    private readonly ConcurrentQueue<string> _failures = new();
    private readonly byte[] _review;
    private readonly List<Task> _callers = [];
    private volatile bool _stop;
    private long _answered;

    private Load(byte[] review) => _review = review;

    /// <summary>How many calls were answered as they should be.</summary>
    public long Answered => Interlocked.Read(ref _answered);

    /// <summary>What went wrong, a line each.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>Starts a caller for each client.</summary>
    public static Load Start(byte[] review, params IEnumerable<TrustingClient> clients)
    {
        var load = new Load(review);
        load._callers.AddRange(clients.Select(client => Task.Run(() => load.CallAsync(client))));
        return load;
    }

    /// <summary>Makes the callers begin no new call, and waits for the answers to those that are under way.</summary>
    public Task StopAsync()
    {
        _stop = true;
        return Task.WhenAll(_callers);
    }

    private async Task CallAsync(TrustingClient client)
    {
        while (!_stop)
        {
            try
            {
                using var response = await client.PostAsync("/mutate?timeout=10s", _review);
                var body = await response.Content.ReadAsByteArrayAsync();
                if (response.StatusCode == HttpStatusCode.OK && JsonDocument.Parse(body).RootElement.GetProperty("response").GetProperty("allowed").GetBoolean())
                {
                    Interlocked.Increment(ref _answered);
                }
                else
                {
                    _failures.Enqueue($"{response.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
                }
            }
            catch (Exception cause) when (cause is HttpRequestException or OperationCanceledException or IOException)
            {
                _failures.Enqueue(cause.ToString());
            }
        }
    }
}
