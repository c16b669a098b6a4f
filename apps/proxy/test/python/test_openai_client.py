"""The official Python client against a running proxy and its sandbox: AIPROXY_URL and AIPROXY_KEY name them."""
import json
import os
import unittest
import urllib.request

import openai

URL = os.environ["AIPROXY_URL"]
KEY = os.environ["AIPROXY_KEY"]
WEATHER = {
    "type": "function",
    "function": {
        "name": "weather",
        "description": "Tells the weather of a city",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]},
    },
}


def client(**options):
    return openai.OpenAI(base_url=f"{URL}/v1", api_key=KEY, max_retries=0, **options)


def ask(**more):
    return {"model": "sandbox/chat", "messages": [{"role": "user", "content": "Hello from Python"}], **more}


class Chat(unittest.TestCase):
    def test_an_answer_has_text_usage_and_a_request_id(self):
        answer = client().chat.completions.create(**ask())
        self.assertTrue(answer.choices[0].message.content)
        self.assertEqual(answer.choices[0].finish_reason, "stop")
        self.assertEqual(answer.usage.total_tokens, answer.usage.prompt_tokens + answer.usage.completion_tokens)
        self.assertRegex(answer._request_id, r"^req_")

    def test_a_stream_gives_the_same_text_and_its_usage_once(self):
        whole = client().chat.completions.create(**ask())
        text, usages, finishes = "", [], []
        for chunk in client().chat.completions.create(**ask(stream=True, stream_options={"include_usage": True})):
            if chunk.usage:
                usages.append(chunk.usage)
            for choice in chunk.choices:
                text += choice.delta.content or ""
                finishes += [choice.finish_reason] if choice.finish_reason else []
        self.assertEqual(text, whole.choices[0].message.content)
        self.assertEqual(finishes, ["stop"])
        self.assertEqual([usage.total_tokens for usage in usages], [whole.usage.total_tokens])

    def test_the_stream_helper_accumulates_a_tool_call(self):
        with client().chat.completions.stream(**ask(tools=[WEATHER], tool_choice="required")) as stream:
            final = stream.get_final_completion()
        call = final.choices[0].message.tool_calls[0]
        self.assertEqual((call.function.name, final.choices[0].finish_reason), ("weather", "tool_calls"))
        self.assertIn("city", json.loads(call.function.arguments))

    def test_a_tool_result_is_taken_back(self):
        first = client().chat.completions.create(**ask(tools=[WEATHER], tool_choice="required")).choices[0].message
        messages = [*ask()["messages"], first, {"role": "tool", "tool_call_id": first.tool_calls[0].id, "content": "sunny"}]
        answer = client().chat.completions.create(model="sandbox/chat", messages=messages, tools=[WEATHER])
        self.assertIn("sunny", answer.choices[0].message.content)


class Others(unittest.TestCase):
    def test_embeddings_are_the_same_in_both_encodings(self):
        asked = {"model": "sandbox/embedding", "input": ["one", "two"]}
        default = client().embeddings.create(**asked)
        floats = client().embeddings.create(**asked, encoding_format="float")
        self.assertEqual([row.index for row in default.data], [0, 1])
        for left, right in zip(default.data, floats.data):
            self.assertEqual(len(left.embedding), len(right.embedding))
            self.assertAlmostEqual(left.embedding[0], right.embedding[0], places=6)

    def test_completions_and_models(self):
        self.assertTrue(client().completions.create(model="sandbox/chat", prompt="Say", max_tokens=8).choices[0].text)
        self.assertIn("sandbox/chat", [model.id for model in client().models.list()])
        self.assertEqual(client().models.retrieve("sandbox/chat").id, "sandbox/chat")


class Documents(unittest.TestCase):
    def test_the_built_openapi_document_says_what_bodies_hold(self):
        with urllib.request.urlopen(f"{URL}/openapi.json") as answer:
            schemas = json.load(answer)["components"]["schemas"]
        chat = schemas["ChatCompletionRequest"]
        self.assertLessEqual({"model", "messages", "temperature", "stream", "provider", "max_tokens"}, set(chat["properties"]))
        self.assertEqual({"model", "messages"}, set(chat["required"]))
        self.assertTrue(chat["properties"]["temperature"]["description"])
        self.assertLessEqual({"id", "provider", "type", "context_window", "pricing"}, set(schemas["ModelRow"]["properties"]))


class Errors(unittest.TestCase):
    def refused(self, kind, act):
        with self.assertRaises(kind) as caught:
            act()
        self.assertRegex(caught.exception.request_id, r"^req_")
        return caught.exception

    def test_each_refusal_is_the_class_that_python_callers_catch(self):
        wrong = openai.OpenAI(base_url=f"{URL}/v1", api_key="wrong", max_retries=0)
        self.assertEqual(self.refused(openai.AuthenticationError, wrong.models.list).code, "invalid_api_key")
        missing = self.refused(openai.NotFoundError, lambda: client().chat.completions.create(**{**ask(), "model": "no-such-model"}))
        self.assertEqual(missing.code, "model_not_found")
        bad = self.refused(openai.BadRequestError, lambda: client().chat.completions.create(**ask(temperature=3)))
        self.assertEqual((bad.param, bad.type), ("temperature", "invalid_request_error"))


if __name__ == "__main__":
    unittest.main()
