using ConfigSync.Agent.Events;
using ConfigSync.Agent.Http;

namespace ConfigSync.Agent.Pipeline;

/// <summary>Calls the verify URL until it answers 2xx, the timeout expires, or newer content replaces the one being verified.</summary>
internal sealed class Verifier(Uri url, TimeSpan timeout, HttpCaller caller, EventLoop loop, TimeProvider time)
{
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(1);

    /// <summary>Verifies; returns the last problem, or <see langword="null"/> on success.</summary>
    public async Task<string?> VerifyAsync(CancellationToken superseded)
    {
        var deadline = new Deadline(time, timeout);
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var left = deadline.Left;
            var problem = await AskAsync(left < LongestAnswer ? left : LongestAnswer, superseded);
            if (problem is null)
            {
                return null;
            }

            if (deadline.Left <= pause)
            {
                return $"can't verify within {timeout.TotalSeconds:0.###}s: GET {HttpCaller.Shown(url)} {problem}";
            }

            await loop.DelayAsync(pause, superseded);
        }
    }

    private async Task<string?> AskAsync(TimeSpan within, CancellationToken superseded)
    {
        try
        {
            var answer = await caller.CallAsync("GET", url, within, superseded);
            return answer.IsSuccess ? null : answer.Problem;
        }
        catch (Exception unreachable) when (unreachable is IOException or TimeoutException)
        {
            return $"is unreachable: {unreachable.Message}";
        }
    }
}
