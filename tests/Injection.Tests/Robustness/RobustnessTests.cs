using System.Text;
using ConfigSync.Injection.Tests.Cases;
using ConfigSync.TestKit;
using ConfigSync.TestKit.Json;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ConfigSync.Injection.Tests.Robustness;

/// <summary>Whatever comes in, an answer goes out; and each patch that is returned applies.</summary>
public sealed class RobustnessTests
{
    private const int AnnotationBytes = 3 * 1024 * 1024;

    private static readonly Injector Injector = new(CaseSettings.Default);

    private static readonly JToken[] OtherTypes = ["text", 7, true, JValue.CreateNull(), new JArray("x"), new JObject { ["x"] = 1 }];

    public static TheoryData<string> Recorded => [.. Corpus.Admission];

    [Theory]
    [InlineData("hardcoded-path")]
    [InlineData("report")]
    public void RequestCutAnywhereIsRefused(string name)
    {
        var body = Corpus.Body(name);
        var end = Array.FindLastIndex(body, character => character == '}');
        for (var length = 0; length <= end; length++)
        {
            Assert.Equal(400, Injector.Admit(body.AsMemory(0, length)).Status);
        }

        Assert.Equal(200, Injector.Admit(body).Status);
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void RequestWithAnyValueOfAnotherTypeIsAnswered(string name)
    {
        var review = PatchApplier.Parse(Encoding.UTF8.GetString(Corpus.Body(name)));
        (review["request"]!["object"]!["metadata"] as JObject)!.Remove("managedFields");
        foreach (var token in review.Descendants().Where(token => token is JValue or JContainer { HasValues: true } and not JProperty).ToList())
        {
            foreach (var other in OtherTypes.Where(other => !JToken.DeepEquals(other, token)).Select(other => other.DeepClone()))
            {
                token.Replace(other);
                AssertAnswered(Encoding.UTF8.GetBytes(review.ToString(Formatting.None)));
                other.Replace(token);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Recorded))]
    public void RequestWithoutAnyOneOfItsFieldsIsAnswered(string name)
    {
        var review = PatchApplier.Parse(Encoding.UTF8.GetString(Corpus.Body(name)));
        foreach (var path in review.Descendants().OfType<JProperty>().Select(property => property.Path).ToList())
        {
            var changed = (JObject)review.DeepClone();
            changed.SelectToken(path)!.Parent!.Remove();
            AssertAnswered(Encoding.UTF8.GetBytes(changed.ToString(Formatting.None)));
        }
    }

    [Fact]
    public void ThreeMebibytesOfAnnotationsAreAnswered()
    {
        var pod = Golden("directory-mount");
        pod["metadata"]!["annotations"] = new JObject { ["other.example/large"] = new string('x', AnnotationBytes) };

        Assert.True(AssertAnswered(Review.Of(pod.ToString())).PatchBytes > 0);
    }

    [Fact]
    public void ThreeMebibytesInOneOfOurAnnotationsAreRefusedInAShortMessage()
    {
        var pod = Golden("directory-mount");
        pod["metadata"]!["annotations"] = new JObject { ["config-sync.dev/reload"] = new string('x', AnnotationBytes) };
        var answer = AssertAnswered(Review.Of(pod.ToString()));

        Assert.Equal("denied", answer.Reason.Code);
        Assert.True(answer.Body.Length < 2000);
    }

    [Fact]
    public void ThousandsOfUnknownAnnotationsAreRefusedInAShortMessage()
    {
        var pod = Golden("directory-mount");
        pod["metadata"]!["annotations"] = new JObject(Enumerable.Range(0, 5000).Select(number => new JProperty($"config-sync.dev/unknown-{number}", "x")));
        var answer = AssertAnswered(Review.Of(pod.ToString()));

        Assert.Equal(5000, answer.Findings.Count);
        Assert.True(answer.Body.Length < 20_000);
    }

    [Fact]
    public async Task OneInjectorServesManyThreads()
    {
        var bodies = Corpus.Admission.Select(Corpus.Body).ToList();
        var alone = bodies.ConvertAll(body => Injector.Admit(body).Body.ToArray());
        await Parallel.ForAsync(0, 400, (number, _) =>
        {
            Assert.Equal(alone[number % bodies.Count], Injector.Admit(bodies[number % bodies.Count]).Body.ToArray());
            return ValueTask.CompletedTask;
        });
    }

    private static AdmissionAnswer AssertAnswered(byte[] body)
    {
        var answer = Injector.Admit(body);
        Assert.True(answer.Status is 200 or 400);
        Assert.True(answer.Body.Length > 0);
        if (Answers.PatchOf(answer) is { } patch)
        {
            PatchApplier.Apply(Answers.PodOf(body), patch);
        }

        return answer;
    }

    private static JObject Golden(string name) => Answers.PodOf(GoldenCase.All.Single(golden => golden.Name == name).Body());
}
