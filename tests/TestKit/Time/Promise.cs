using Xunit.Sdk;

namespace ConfigSync.TestKit;

/// <summary>Checks how long something takes by the real clock. A machine that stalls spoils one attempt, a program that is slow all of them.</summary>
public static class Promise
{
    private const int Attempts = 3;

    /// <summary>Fails the test when no attempt takes less than <paramref name="limit"/>.</summary>
    public static async Task IsKeptAsync(TimeSpan limit, Func<Task<TimeSpan>> attempt)
    {
        var took = new List<TimeSpan>();
        do
        {
            took.Add(await attempt());
        }
        while (took[^1] >= limit && took.Count < Attempts);

        if (took[^1] >= limit)
        {
            throw new XunitException($"promised within {limit.TotalSeconds} s, but took {string.Join(" s, ", took.ConvertAll(time => time.TotalSeconds))} s");
        }
    }
}
