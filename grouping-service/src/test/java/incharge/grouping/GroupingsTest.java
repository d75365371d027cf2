package incharge.grouping;

import incharge.eventstore.decider.DeciderSpec;
import incharge.grouping.Category.Profile;
import incharge.grouping.GroupingCommand.AddTag;
import incharge.grouping.GroupingCommand.AnswerCategoryRequest;
import incharge.grouping.GroupingCommand.AnswerTagRequest;
import incharge.grouping.GroupingCommand.Categorise;
import incharge.grouping.GroupingCommand.ChangeCategory;
import incharge.grouping.GroupingCommand.ChangeTag;
import incharge.grouping.GroupingCommand.CreateCategory;
import incharge.grouping.GroupingCommand.CreateTag;
import incharge.grouping.GroupingCommand.DeleteCategory;
import incharge.grouping.GroupingCommand.DeleteTag;
import incharge.grouping.GroupingCommand.RegardCategory;
import incharge.grouping.GroupingCommand.RegardTag;
import incharge.grouping.GroupingCommand.RemoveTag;
import incharge.grouping.GroupingCommand.Uncategorise;
import incharge.grouping.GroupingCommand.Wanted;
import incharge.grouping.GroupingEvent.CategoryChanged;
import incharge.grouping.GroupingEvent.CategoryCreated;
import incharge.grouping.GroupingEvent.CategoryDeleted;
import incharge.grouping.GroupingEvent.CategoryRequestKept;
import incharge.grouping.GroupingEvent.CustomerCategorised;
import incharge.grouping.GroupingEvent.CustomerTagged;
import incharge.grouping.GroupingEvent.CustomerUncategorised;
import incharge.grouping.GroupingEvent.CustomerUntagged;
import incharge.grouping.GroupingEvent.TagChanged;
import incharge.grouping.GroupingEvent.TagCreated;
import incharge.grouping.GroupingEvent.TagDeleted;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GroupingsTest {

    private static final UUID LANGWORTH = UUID.fromString("01890a5d-ac96-774b-bcce-000000000001");
    private static final UUID RETAIL = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c1");
    private static final UUID ABROAD = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000c2");
    private static final UUID VIP = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000d1");
    private static final UUID FRESH = UUID.fromString("01890a5d-ac96-774b-bcce-0000000000f1");
    private static final CategoryCreated RETAIL_CREATED = CategoryCreated.of(RETAIL, named("Retail"));
    private static final CategoryCreated ABROAD_CREATED = CategoryCreated.of(ABROAD, named("Abroad"));
    private static final TagCreated VIP_CREATED = new TagCreated(VIP, "VIP", null);

    private final DeciderSpec<GroupingCommand, GroupingEvent> groupings =
            DeciderSpec.of(GroupingBoundary.DECIDER, GroupingBoundary.VOCABULARY);

    private static Profile named(String name) {
        return new Profile(name, null, null, null, List.of());
    }

    @Nested
    class Categories {

        @Test
        void a_name_is_used_once_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new CreateCategory(ABROAD, named("RETAIL")))
                    .thenRefused("category-name-taken");
        }

        @Test
        void the_name_of_a_deleted_or_renamed_category_is_free() {
            var create = new CreateCategory(ABROAD, named("Retail"));
            var created = CategoryCreated.of(ABROAD, named("Retail"));

            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail"))
                    .when(create)
                    .then(created);
            groupings
                    .given(RETAIL_CREATED, CategoryChanged.of(RETAIL, named("Retail"), named("Shops")))
                    .when(create)
                    .then(created);
        }

        @Test
        void a_change_that_changes_nothing_is_no_event() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(RETAIL, "Retail", _ -> named("Retail"), false))
                    .thenNothing();
        }

        @Test
        void a_category_that_is_given_other_customers_has_changed() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(RETAIL, "Retail", _ -> named("Retail"), true))
                    .then(CategoryChanged.of(RETAIL, named("Retail"), named("Retail")));
        }

        @Test
        void a_category_that_is_only_looked_at_must_be_there() {
            groupings.given(RETAIL_CREATED).when(new RegardCategory(RETAIL)).thenNothing();
            groupings.given().when(new RegardCategory(RETAIL)).thenRefused("category-unknown");
        }

        @Test
        void a_renamed_category_says_which_name_is_free() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new ChangeCategory(RETAIL, "Shops", _ -> named("Shops"), false))
                    .then(new CategoryChanged(RETAIL, "Shops", null, null, null, List.of(), "Retail"));
        }

        @Test
        void an_unknown_or_deleted_category_is_refused() {
            groupings.given().when(new DeleteCategory(RETAIL)).thenRefused("category-unknown");
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail"))
                    .when(new Categorise(LANGWORTH, RETAIL))
                    .thenRefused("category-unknown");
        }
    }

    @Nested
    class OneCategory {

        @Test
        void moving_says_from_where() {
            groupings
                    .given(RETAIL_CREATED, ABROAD_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new Categorise(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null));
        }

        @Test
        void from_a_deleted_category_a_customer_comes_from_nowhere() {
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CategoryDeleted(RETAIL, "Retail"))
                    .when(new Categorise(LANGWORTH, ABROAD))
                    .then(new CustomerCategorised(LANGWORTH, ABROAD, null, null));
        }

        @Test
        void being_there_already_changes_nothing() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new Categorise(LANGWORTH, RETAIL))
                    .thenNothing();
        }

        @Test
        void taking_out_of_a_category_leaves_a_customer_that_moved_on_alone() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new Uncategorise(LANGWORTH, RETAIL))
                    .then(new CustomerUncategorised(LANGWORTH, RETAIL));
            groupings
                    .given(
                            RETAIL_CREATED,
                            ABROAD_CREATED,
                            new CustomerCategorised(LANGWORTH, RETAIL, null, null),
                            new CustomerCategorised(LANGWORTH, ABROAD, RETAIL, null))
                    .when(new Uncategorise(LANGWORTH, RETAIL))
                    .thenNothing();
        }
    }

    @Nested
    class Tags {

        @Test
        void a_customer_bears_any_number_of_tags_each_once() {
            groupings
                    .given(VIP_CREATED)
                    .when(new AddTag(LANGWORTH, VIP))
                    .then(new CustomerTagged(LANGWORTH, VIP, null));
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new AddTag(LANGWORTH, VIP))
                    .thenNothing();
        }

        @Test
        void a_tag_is_taken_off_once() {
            groupings
                    .given(VIP_CREATED, new CustomerTagged(LANGWORTH, VIP, null))
                    .when(new RemoveTag(LANGWORTH, VIP))
                    .then(new CustomerUntagged(LANGWORTH, VIP));
            groupings.given(VIP_CREATED).when(new RemoveTag(LANGWORTH, VIP)).thenNothing();
        }

        @Test
        void a_name_is_used_once_and_free_after_deletion() {
            groupings.given(VIP_CREATED).when(new CreateTag(FRESH, "vip", null)).thenRefused("tag-name-taken");
            groupings
                    .given(VIP_CREATED, new TagDeleted(VIP, "VIP"))
                    .when(new CreateTag(FRESH, "vip", null))
                    .then(new TagCreated(FRESH, "vip", null));
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(VIP, "VIP", "Ask first", false))
                    .then(new TagChanged(VIP, "VIP", "Ask first", null));
            groupings.given(VIP_CREATED).when(new DeleteTag(VIP)).then(new TagDeleted(VIP, "VIP"));
        }

        @Test
        void a_tag_that_is_given_to_others_has_changed_and_one_that_is_looked_at_must_be_there() {
            groupings
                    .given(VIP_CREATED)
                    .when(new ChangeTag(VIP, "VIP", null, true))
                    .then(new TagChanged(VIP, "VIP", null, null));
            groupings.given(VIP_CREATED).when(new RegardTag(VIP)).thenNothing();
            groupings.given().when(new RegardTag(VIP)).thenRefused("tag-unknown");
        }
    }

    @Nested
    class Requests {

        @Test
        void a_category_asked_for_by_name_is_made_when_it_is_new() {
            groupings
                    .given()
                    .when(new AnswerCategoryRequest(LANGWORTH, new Wanted(null, "Retail", FRESH), 42))
                    .then(
                            CategoryCreated.of(FRESH, named("Retail")),
                            new CustomerCategorised(LANGWORTH, FRESH, null, 42L));
        }

        @Test
        void a_category_asked_for_by_name_is_found_whatever_its_case() {
            groupings
                    .given(RETAIL_CREATED)
                    .when(new AnswerCategoryRequest(LANGWORTH, new Wanted(null, "retail", FRESH), 42))
                    .then(new CustomerCategorised(LANGWORTH, RETAIL, null, 42L));
        }

        @Test
        void a_request_that_changes_nothing_is_answered_too() {
            groupings
                    .given(RETAIL_CREATED, new CustomerCategorised(LANGWORTH, RETAIL, null, null))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Wanted(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, RETAIL, 42L, null));
        }

        @Test
        void a_category_deleted_meanwhile_leaves_the_customer_where_it_is_and_says_so() {
            groupings
                    .given(RETAIL_CREATED, new CategoryDeleted(RETAIL, "Retail"))
                    .when(new AnswerCategoryRequest(LANGWORTH, new Wanted(RETAIL, null, null), 42))
                    .then(new CategoryRequestKept(LANGWORTH, null, 42L, "category-unknown"));
        }

        @Test
        void a_tag_asked_for_is_given_or_made() {
            groupings
                    .given(VIP_CREATED)
                    .when(new AnswerTagRequest(LANGWORTH, new Wanted(null, "vip", FRESH), 42))
                    .then(new CustomerTagged(LANGWORTH, VIP, 42L));
            groupings
                    .given()
                    .when(new AnswerTagRequest(LANGWORTH, new Wanted(null, "Key", FRESH), 42))
                    .then(new TagCreated(FRESH, "Key", null), new CustomerTagged(LANGWORTH, FRESH, 42L));
        }
    }
}
