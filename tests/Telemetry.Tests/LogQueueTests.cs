using System.Text;
using System.Text.Json;
using ConfigSync.TestKit;
using Microsoft.Extensions.Logging;
using Serilog;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace ConfigSync.Telemetry.Tests;

#pragma warning disable CA1848, CA1873 // What is tried here is any event, and none in a hot path.

public sealed class LogQueueTests : IDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly MemoryStream _output = new();
    private readonly LogQueue _queue;
    private readonly ILogger _logger;

    public LogQueueTests()
    {
        var lines = new LineSink(_output);
        _queue = new LogQueue(new LoggerConfiguration().WriteTo.Sink(lines).CreateLogger(), lines, _clock);
        _logger = _queue.CreateLogger("Some.Category");
    }

    public void Dispose() => _queue.Dispose();

    [Fact]
    public void LineWaitsForOthersButNotLong()
    {
        _logger.LogInformation("first");
        _logger.LogInformation("second");
        Assert.Empty(Lines());
        _clock.Advance(LogQueue.Longest);
        Assert.Equal(["first", "second"], Lines());

        _logger.LogInformation("third");
        _clock.Advance(LogQueue.Longest);
        Assert.Equal(["first", "second", "third"], Lines());
    }

    [Fact]
    public void ErrorIsWrittenAtOnceWithWhatCameBefore()
    {
        _logger.LogInformation("before");
        _logger.LogError("an error");
        Assert.Equal(["before", "an error"], Lines());
    }

    [Fact]
    public void FullBatchIsWrittenAtOnce()
    {
        for (var line = 0; line < 1_000; line++)
        {
            _logger.LogInformation("line {Number} of many", line);
        }

        Assert.InRange(Lines().Length, 100, 999);
    }

    [Fact]
    public void EndWritesTheRest()
    {
        _logger.LogInformation("last {Word}", "wörd");
        _queue.Dispose();
        Assert.Equal(["last wörd"], Lines());
    }

    [Fact]
    public void LineLongerThanABatchIsWrittenWhole()
    {
        var text = new string('ö', 100_000);
        _logger.LogInformation("{Text}", text);
        _clock.Advance(LogQueue.Longest);
        Assert.Equal([text], Lines());
    }

    [Fact]
    public void EventKeepsItsTimeItsNameItsCategoryAndItsValues()
    {
        var logged = _clock.GetUtcNow();
        _logger.Log(LogLevel.Warning, new EventId(7, "Seven"), "{Whole} and {Real} and {Flag} and {Nothing}", 1, 0.25, true, null);
        _clock.Advance(LogQueue.Longest);

        Assert.Equal(
            $$"""
            {"time":"{{logged.UtcDateTime:O}}","level":"warning","message":"1 and 0.25 and True and null","event":"Seven",
            "whole":1,"real":0.25,"flag":true,"nothing":null,"sourceContext":"Some.Category"}
            """.ReplaceLineEndings(""),
            Text().Single());
    }

    [Fact]
    public void TextWithoutATemplateIsATextAsWell()
    {
        _logger.Log(LogLevel.Error, default, 5, null, static (number, _) => $"number {number}");

        Assert.Equal(["number 5"], Lines());
    }

    [Fact]
    public void ValuesKeepTheirKindWhereJsonHasIt()
    {
        _logger.Log(
            LogLevel.Information,
            "{Long} {Not} {Expiry} {Span} {Day} {Quoted}",
            long.MaxValue, double.NaN, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1)), TimeSpan.FromSeconds(90), DayOfWeek.Friday, "<\"größe\">");
        _clock.Advance(LogQueue.Longest);

        Assert.EndsWith(
            """
            "long":9223372036854775807,"not":"NaN","expiry":"2026-01-02T03:04:05+01:00","span":"00:01:30","day":"Friday","quoted":"<\"größe\">","sourceContext":"Some.Category"}
            """,
            Text().Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatWasCaughtIsTold()
    {
        _logger.LogError(new InvalidOperationException("the port is taken"), "Can't listen");

        Assert.StartsWith(
            "System.InvalidOperationException: the port is taken", JsonDocument.Parse(Text().Single()).RootElement.GetProperty("exception").GetString(), StringComparison.Ordinal);
    }

    // A closed stream gives its bytes, too.
    private string[] Text() => Encoding.UTF8.GetString(_output.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private string[] Lines() =>
        [
            .. Text().Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("message").GetString()!),
        ];
}
