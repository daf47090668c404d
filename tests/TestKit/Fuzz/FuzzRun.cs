using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using ConfigSync.TestKit.Http;
using ConfigSync.TestKit.Json;

namespace ConfigSync.TestKit.Fuzz;

/// <summary>
/// Posts damaged requests to a running webhook. What must hold for each: an answer that is not 5xx; a 200 is a review with the request's uid;
/// a patch applies, by somebody else's implementation.
/// </summary>
public sealed class FuzzRun
{
    private const int Callers = 4;

    private readonly ConcurrentDictionary<string, int> _answers = new();
    private readonly ConcurrentQueue<string> _failures = new();
    private int _patches;

    /// <summary>How often each kind of answer was given.</summary>
    public IReadOnlyDictionary<string, int> Answers => _answers;

    /// <summary>What must not have been, with the body that did it.</summary>
    public IReadOnlyCollection<string> Failures => _failures;

    /// <summary>How many patches were applied.</summary>
    public int Patches => _patches;

    /// <summary>Runs it.</summary>
    /// <param name="webhook">The program under test.</param>
    /// <param name="count">How many bodies.</param>
    /// <param name="seed">Of the mutations.</param>
    public static async Task<FuzzRun> RunAsync(WebhookProcess webhook, int count, int seed)
    {
        var run = new FuzzRun();
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => run.CallAsync(webhook, count / Callers, seed + caller))));
        if (webhook.Program.HasExited)
        {
            run._failures.Enqueue("the process ended");
        }

        return run;
    }

    private async Task CallAsync(WebhookProcess webhook, int count, int seed)
    {
        using var client = webhook.Client();
        var mutator = new BodyMutator(seed);
        for (var number = 0; number < count; number++)
        {
            var body = mutator.Next();
            try
            {
                using var response = await client.PostAsync("/mutate?timeout=10s", body);
                Judge(body, response.StatusCode, await response.Content.ReadAsByteArrayAsync());
            }
            catch (Exception cause)
            {
                _failures.Enqueue($"seed {seed}, body {number}: {cause.GetType().Name}: {cause.Message}\n{Encoding.UTF8.GetString(body)}");
            }
        }
    }

    private void Judge(byte[] body, HttpStatusCode status, byte[] answer)
    {
        if (status != HttpStatusCode.OK)
        {
            var text = Encoding.UTF8.GetString(answer);
            Count($"{(int)status} {text[(text.LastIndexOf('[') + 1)..].TrimEnd(']')}");
            if ((int)status >= 500)
            {
                throw new InvalidOperationException(text);
            }

            return;
        }

        using var review = JsonDocument.Parse(answer);
        var response = review.RootElement.GetProperty("response");
        Count($"200 {response.GetProperty("auditAnnotations").GetProperty("reason").GetString()}");
        if (response.TryGetProperty("patch", out var patch))
        {
            if (!IsJson(body))
            {
                // Broken inside of managedFields, which is passed over unread. No API server sends that, and no applier reads it.
                return;
            }

            var request = PatchApplier.Parse(Encoding.UTF8.GetString(body));
            PatchApplier.Apply((Newtonsoft.Json.Linq.JObject)request["request"]!["object"]!, Encoding.UTF8.GetString(patch.GetBytesFromBase64()));
            Interlocked.Increment(ref _patches);
        }
    }

    private static bool IsJson(byte[] body)
    {
        try
        {
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = 1_000 }).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Count(string answer) => _answers.AddOrUpdate(answer, 1, static (_, count) => count + 1);
}
