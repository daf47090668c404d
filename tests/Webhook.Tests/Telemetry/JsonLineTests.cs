using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using ConfigSync.Webhook.Telemetry;
using Serilog.Events;
using Serilog.Parsing;

namespace ConfigSync.Webhook.Tests.Telemetry;

public sealed class JsonLineTests
{
    [Fact]
    public void EventsOfSeveralThreadsDoNotRunIntoEachOther()
    {
        const int Threads = 4, Events = 5_000;
        var line = new JsonLine();
        var template = new MessageTemplateParser().Parse("Thread {Number}, and once more {Number}, is {State}");
        var messages = new ConcurrentBag<(int Number, string? Message)>();
        using var together = new Barrier(Threads);
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() =>
        {
            together.SignalAndWait();
            for (var i = 0; i < Events; i++)
            {
                messages.Add((number, Format(number)));
            }
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Threads * Events, messages.Count);
        Assert.All(messages, one => Assert.Equal($"Thread {one.Number}, and once more {one.Number}, is fine", one.Message));

        string? Format(int number)
        {
            try
            {
                return FormatOne(number);
            }
            catch (Exception e) when (e is ArgumentException or JsonException or IndexOutOfRangeException)
            {
                return e.Message;
            }
        }

        string? FormatOne(int number)
        {
            var properties = new[] { new LogEventProperty("Number", new ScalarValue(number)), new LogEventProperty("State", new ScalarValue("fine")) };
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            line.Format(new LogEvent(DateTimeOffset.UnixEpoch, LogEventLevel.Information, null, template, properties), text);
            using var json = JsonDocument.Parse(text.ToString());
            return json.RootElement.GetProperty("message").GetString();
        }
    }
}
